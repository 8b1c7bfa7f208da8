import type { Command } from './command.ts';

/** An option of the command line, in the notation of its parser: `--tag <name>`, `--json`, `--no-cache`. */
export interface OptionSpec {
  readonly flags: string;
  readonly about: string;
  /** May stand several times; the values are collected. */
  readonly repeatable?: true;
}

/** One verb: what `--help` says about it, and where its story is. Loaded only when it runs. */
export interface Verb {
  readonly name: string;
  readonly about: string;
  readonly options: readonly OptionSpec[];
  /** Takes a command after `--`. */
  readonly takesCommand?: true;
  /** Reads the logs of other runs, and leaves none. */
  readonly keepsNoLog?: true;
  /** Changes something that lasts: what it came to is told in a summary, a failure too. */
  readonly hasSummary?: true;
  readonly load: () => Promise<{ readonly command: Command }>;
}

const layoutOptions: readonly OptionSpec[] = [
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
  { flags: '--frontend <folder>', about: 'Node front end to build, or none', repeatable: true },
  { flags: '--frontend-command <command>', about: 'what builds it, in place of its script' },
  { flags: '--install-guessed', about: 'without such a file, install what the imports tell' },
  {
    flags: '--skip <line>',
    about: 'leave a line of the settings overlay out; inspect --explain names them',
    repeatable: true,
  },
  {
    flags: '--process <name=command>',
    about:
      'process that runs beside the server, such as worker="celery -A shop worker"; without a command: not that one',
    repeatable: true,
  },
  { flags: '--release <command>', about: 'command that a release runs after the migration', repeatable: true },
  { flags: '--no-migrate', about: 'a release leaves the database as it is' },
  { flags: '--migrate', about: 'migrate again, after --no-migrate' },
];

const buildOptions: readonly OptionSpec[] = [
  { flags: '--tag <name>', about: 'one more name for the image', repeatable: true },
  ...layoutOptions,
  { flags: '--base-image <image>', about: 'Debian-based image with Python to start from' },
  { flags: '--node-image <image>', about: 'image to take Node from, for a front end' },
  { flags: '--platform <os/arch>', about: 'such as linux/amd64 (default: what the target needs)' },
  { flags: '--build-arg <NAME=value>', about: 'build argument for the image build; not for secrets', repeatable: true },
  {
    flags: '--build-secret <id=NAME,src=FILE>',
    about: 'secret that the installation may read: netrc, pip.conf, or a variable (id=NAME,env=VARIABLE)',
    repeatable: true,
  },
  { flags: '--ssh <default|id=path>', about: 'agent or key for requirements that come by ssh', repeatable: true },
  { flags: '--apt-package <name>', about: 'one more Debian package for the image', repeatable: true },
  {
    flags: '--without-apt-package <name>',
    about: 'a Debian package that the image would get for a dependency, and is not to have',
    repeatable: true,
  },
  { flags: '--upgrade', about: 'resolve requirements without a fixed version anew' },
  {
    flags: '--ca-bundle <file>',
    about: 'certificates to trust, in the build and here (default: what SSL_CERT_FILE names)',
  },
  { flags: '--no-cache', about: 'build every step again' },
  { flags: '--pull', about: 'ask the registry for a newer base image' },
];

const targetOptions: readonly OptionSpec[] = [
  { flags: '--to <platform>', about: 'where it runs (default: the configuration, else local)' },
  { flags: '--app <name>', about: 'name of the app there' },
  { flags: '--project <id>', about: 'project there that is the app, on Platform.sh and Upsun' },
  { flags: '--environment <name>', about: 'environment of the project, such as main or staging' },
  { flags: '--port <number>', about: 'port on this machine' },
];

const json: OptionSpec = { flags: '--json', about: 'print an object instead of text' };
const dryRun: OptionSpec = { flags: '--dry-run', about: 'print the plan, change nothing' };
const verbose: OptionSpec = { flags: '--verbose', about: 'show every line of every step' };
const summaryFile: OptionSpec = {
  flags: '--summary-file <file>',
  about: 'write the summary there too, as Markdown, HTML or text by the ending: .md, .html, .txt',
};
const pastRun: readonly OptionSpec[] = [
  { flags: '--run <which>', about: 'an earlier one: its number or its time in --list' },
  { flags: '--list', about: 'list those that there are' },
  { flags: '--all', about: 'of every project, not only of this one' },
];
const yes: OptionSpec = { flags: '--yes', about: 'answer yes to what costs nothing and deletes nothing' };

const pushOptions: readonly OptionSpec[] = [
  ...targetOptions,
  { flags: '--bind <address>', about: 'address of this machine to listen on' },
  { flags: '--destination <reference>', about: 'name in a registry to push to', repeatable: true },
  {
    flags: '--format <format>',
    about: 'oci or docker: of the manifest in the registry (default: what the engine writes)',
  },
  {
    flags: '--env <NAME=value>',
    about: 'variable for the app; a bare NAME takes the value from here',
    repeatable: true,
  },
  { flags: '--env-file <file>', about: 'file of NAME=value lines for the app', repeatable: true },
  { flags: '--unset <NAME>', about: 'forget a variable that an earlier push set', repeatable: true },
  { flags: '--host <name>', about: 'host name that the app is reached by', repeatable: true },
  { flags: '--org <name>', about: 'organisation there that a new app belongs to' },
  { flags: '--team <name>', about: 'the same as --org' },
  { flags: '--region <code>', about: 'where in the world a new app runs' },
  { flags: '--ha', about: 'more than one machine, so that one may fail' },
  { flags: '--database-plan <name>', about: 'size of a database that the platform runs' },
  { flags: '--database-image <image>', about: 'image of the database server to start' },
  { flags: '--redis-image <image>', about: 'image of the Redis to start where the project needs one; none: none' },
  { flags: '--image <reference>', about: 'push this image, built elsewhere, or a file that docker save wrote' },
  { flags: '--create', about: 'allow a new app to be created' },
  { flags: '--convert', about: 'change an app that buildpacks build so that it runs the image' },
  { flags: '--force', about: 'release although nothing changed' },
  yes,
];

/** Every verb, in the order of `--help`. */
export const verbs: readonly Verb[] = [
  {
    name: 'build',
    about: 'Build the image of a Django project',
    options: [...buildOptions, summaryFile, json, dryRun, verbose],
    hasSummary: true,
    load: () => import('./build.ts'),
  },
  {
    name: 'push',
    about: 'Run the image on a platform, or put it into a registry; builds it first when needed',
    options: [...pushOptions, ...buildOptions, summaryFile, json, dryRun, verbose],
    hasSummary: true,
    load: () => import('./push.ts'),
  },
  {
    name: 'inspect',
    about: 'Print what was found in the project, and where',
    options: [...layoutOptions, json, { flags: '--explain', about: 'also what was passed over, and why' }],
    load: () => import('./inspect-project.ts'),
  },
  {
    name: 'dockerfile',
    about: 'Print the Dockerfile',
    options: buildOptions,
    load: () => import('./dockerfile.ts'),
  },
  {
    name: 'context',
    about: 'Write the build context as a tar: simple-deploy context | docker build -',
    options: buildOptions,
    load: () => import('./context.ts'),
  },
  {
    name: 'status',
    about: 'Say what runs, and whether it is well',
    options: [...targetOptions, json, verbose],
    load: () => import('./status.ts'),
  },
  {
    name: 'logs',
    about: 'Print what the app logged',
    options: [
      ...targetOptions,
      { flags: '--process <name>', about: 'of this process, such as worker (default: the server)' },
      { flags: '--follow', about: 'go on as new lines come' },
      { flags: '--tail <number>', about: 'only the last lines' },
      verbose,
    ],
    load: () => import('./logs.ts'),
  },
  {
    name: 'open',
    about: 'Open the app in the browser',
    options: [...targetOptions, verbose],
    load: () => import('./open.ts'),
  },
  {
    name: 'run',
    about: 'Run a command in the app: simple-deploy run -- python manage.py createsuperuser',
    options: [...targetOptions, verbose],
    takesCommand: true,
    load: () => import('./run.ts'),
  },
  {
    name: 'rollback',
    about: 'Go back to the image before',
    options: [...targetOptions, dryRun, yes, verbose],
    hasSummary: true,
    load: () => import('./rollback.ts'),
  },
  {
    name: 'destroy',
    about: 'Remove the app; its data stays unless --delete-data',
    options: [
      ...targetOptions,
      { flags: '--confirm <name>', about: 'name of the app, to say that you mean it' },
      { flags: '--delete-data', about: 'its database, uploads and secrets too' },
      dryRun,
      verbose,
    ],
    hasSummary: true,
    load: () => import('./destroy.ts'),
  },
  {
    name: 'summary',
    about: 'Print what the last deployment came to, or an earlier one',
    options: [
      ...pastRun,
      { flags: '--format <format>', about: 'text, md or html (default: text)' },
      { flags: '--open', about: 'open the page in the browser' },
    ],
    keepsNoLog: true,
    load: () => import('./summary.ts'),
  },
  {
    name: 'log',
    about: 'Print what simple-deploy did in its last run, step by step',
    options: [...pastRun, { flags: '--json', about: 'print the lines as they are kept, a JSON object each' }],
    keepsNoLog: true,
    load: () => import('./log.ts'),
  },
  {
    name: 'prune',
    about: 'Remove old images of this project; the last five stay',
    options: [dryRun, verbose],
    load: () => import('./prune.ts'),
  },
];
