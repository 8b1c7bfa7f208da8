import { platformNames } from '../platforms/names.ts';

/** An option of the command line, in the notation of its parser: `--tag <name>`, `--json`, `--no-cache`. */
export interface OptionSpec {
  readonly flags: string;
  readonly about: string;
  /** May stand several times; the values are collected. */
  readonly repeatable?: true;
  /** The heading of `--help` that it stands under. */
  readonly group: string;
}

type Ungrouped = Omit<OptionSpec, 'group'>;

function under(group: string, options: readonly Ungrouped[]): readonly OptionSpec[] {
  return options.map((option) => ({ ...option, group }));
}

const TOLD = 'What is told:';
const WHERE = 'Where it runs:';
const WITHOUT_ASKING = 'What it may do:';

/** What an option of one verb alone is about, as `logs --follow`. */
export function ofThisVerb(flags: string, about: string): OptionSpec {
  return { flags, about, group: 'Options:' };
}

const projectOptions = under('How the project is read:', [
  { flags: '--manage <path>', about: 'manage.py to use, when there are several' },
  { flags: '--settings <module>', about: 'settings module of the image' },
  { flags: '--python <version>', about: 'Python version, such as 3.12' },
  { flags: '--database <kind>', about: 'postgres, mysql, sqlite or none (default: what the settings say)' },
  {
    flags: '--server <name>',
    about: 'gunicorn, uvicorn, daphne, hypercorn, granian or uwsgi (default: what the project uses)',
  },
  { flags: '--dependencies <path>', about: 'file to install from, when several could be meant' },
  { flags: '--group <name>', about: 'dependency group to install besides', repeatable: true },
  { flags: '--extra <name>', about: 'extra of the project to install besides', repeatable: true },
  {
    flags: '--without-group <name>',
    about: 'group or extra to leave out, though it would be installed',
    repeatable: true,
  },
  { flags: '--install-guessed', about: 'without such a file, install what the imports tell' },
  { flags: '--frontend <folder>', about: 'Node front end to build, or none', repeatable: true },
  { flags: '--frontend-command <command>', about: 'what builds it, in place of its script' },
  {
    flags: '--skip <line>',
    about: 'leave a line of the settings overlay out; inspect --explain names them',
    repeatable: true,
  },
]);

const processOptions = under('What runs besides the server:', [
  {
    flags: '--process <name=command>',
    about:
      'process that runs beside the server, such as worker="celery -A shop worker"; without a command: not that one',
    repeatable: true,
  },
  { flags: '--release <command>', about: 'command that a release runs after the migration', repeatable: true },
  { flags: '--no-migrate', about: 'a release leaves the database as it is' },
  { flags: '--migrate', about: 'migrate again, after --no-migrate' },
]);

/** What a project is read by; `inspect` takes these. */
export const layoutOptions: readonly OptionSpec[] = [...projectOptions, ...processOptions];

/** What an image is built by. */
export const buildOptions: readonly OptionSpec[] = [
  ...layoutOptions,
  ...under('How the image is built:', [
    { flags: '--tag <name>', about: 'one more name for the image', repeatable: true },
    { flags: '--base-image <image>', about: 'Debian-based image with Python to start from' },
    { flags: '--node-image <image>', about: 'image to take Node from, for a front end' },
    { flags: '--platform <os/arch>', about: 'such as linux/amd64 (default: what the target needs)' },
    { flags: '--apt-package <name>', about: 'one more Debian package for the image', repeatable: true },
    {
      flags: '--without-apt-package <name>',
      about: 'a Debian package that the image would get for a dependency, and is not to have',
      repeatable: true,
    },
    {
      flags: '--build-arg <NAME=value>',
      about: 'build argument for the image build; not for secrets',
      repeatable: true,
    },
    {
      flags: '--build-secret <id=NAME,src=FILE>',
      about: 'secret that the installation may read: netrc, pip.conf, or a variable (id=NAME,env=VARIABLE)',
      repeatable: true,
    },
    { flags: '--ssh <default|id=path>', about: 'agent or key for requirements that come by ssh', repeatable: true },
    {
      flags: '--ca-bundle <file>',
      about: 'certificates to trust, in the build and here (default: what SSL_CERT_FILE names)',
    },
    { flags: '--upgrade', about: 'resolve requirements without a fixed version anew' },
    { flags: '--no-cache', about: 'build every step again' },
    { flags: '--pull', about: 'ask the registry for a newer base image' },
  ]),
];

/** Which app, and where. */
export const targetOptions = under(WHERE, [
  {
    flags: '--to <platform>',
    about: `${platformNames.join(', ')} (default: the configuration, else ${platformNames[0]}, this machine)`,
  },
  { flags: '--app <name>', about: 'name of the app there' },
  { flags: '--project <id>', about: 'project there that is the app, on Platform.sh and Upsun' },
  { flags: '--environment <name>', about: 'environment of the project, such as main or staging' },
  { flags: '--port <number>', about: 'port on this machine' },
]);

/** What is answered before it is asked. */
export const yes: OptionSpec = {
  flags: '--yes',
  about: 'answer yes to what costs nothing and deletes nothing',
  group: WITHOUT_ASKING,
};

/** What a push asks of the platform. */
export const pushOptions: readonly OptionSpec[] = [
  ...targetOptions,
  ...under(WHERE, [
    { flags: '--bind <address>', about: 'address of this machine to listen on' },
    { flags: '--host <name>', about: 'host name that the app is reached by', repeatable: true },
    { flags: '--org <name>', about: 'organisation there that a new app belongs to' },
    { flags: '--team <name>', about: 'the same as --org' },
    { flags: '--region <code>', about: 'where in the world a new app runs' },
    { flags: '--ha', about: 'more than one machine, so that one may fail' },
    { flags: '--destination <reference>', about: 'name in a registry to push to', repeatable: true },
    {
      flags: '--format <format>',
      about: 'oci or docker: of the manifest in the registry (default: what the engine writes)',
    },
    { flags: '--image <reference>', about: 'push this image, built elsewhere, or a file that docker save wrote' },
  ]),
  ...under('What the app is given:', [
    {
      flags: '--env <NAME=value>',
      about: 'variable for the app; a bare NAME takes the value from here',
      repeatable: true,
    },
    { flags: '--env-file <file>', about: 'file of NAME=value lines for the app', repeatable: true },
    { flags: '--unset <NAME>', about: 'forget a variable that an earlier push set', repeatable: true },
    { flags: '--database-plan <name>', about: 'size of a database that the platform runs' },
    { flags: '--database-image <image>', about: 'image of the database server to start' },
    { flags: '--redis-image <image>', about: 'image of the Redis to start where the project needs one; none: none' },
  ]),
  ...under(WITHOUT_ASKING, [
    { flags: '--create', about: 'allow a new app to be created' },
    { flags: '--convert', about: 'change an app that buildpacks build so that it runs the image' },
    { flags: '--force', about: 'release although nothing changed' },
  ]),
  yes,
];

function told(flags: string, about: string): OptionSpec {
  return { flags, about, group: TOLD };
}

export const json = told('--json', 'print an object instead of text');
export const dryRun = told('--dry-run', 'print the plan, change nothing');
export const help = told('-h, --help', 'print this');
export const verbose = told('--verbose', 'show every line of every step');
export const summaryFile = told(
  '--summary-file <file>',
  'write the summary there too, as Markdown, HTML or text by the ending: .md, .html, .txt',
);

/** Which of the runs that have been; `summary` and `log` take these. */
export const pastRun = under('Which run:', [
  { flags: '--run <which>', about: 'an earlier one: its number or its time in --list' },
  { flags: '--list', about: 'list those that there are' },
  { flags: '--all', about: 'of every project, not only of this one' },
]);
