import { librariesSection, staticNotesSection } from './image.ts';
import { page } from '../documentation.ts';
import { layoutPictures } from './layout-picture.ts';
import { sizesByPart } from './deployed.ts';
import { link } from '../links.ts';
import type { Deployed } from '../values/deployed.ts';
import { leftOutGroups } from '../left-out-groups.ts';
import { settingsSections } from './settings.ts';
import { supportSection } from './support.ts';
import { quoted } from '../quoted.ts';
import { formatBytes, formatDuration } from '../terminal-format.ts';
import type { BuildPlan } from '../values/build-plan.ts';
import type { Fact } from '../values/fact.ts';
import type { BuiltImage } from '../values/image.ts';
import type { Layout } from '../values/layout.ts';
import { lineOf } from '../values/process-line.ts';
import { place } from '../values/place.ts';
import type { Link, Report, Row, Section } from '../values/report.ts';

/** What a build came to, as the summary needs it. */
export interface BuildStory {
  readonly layout: Layout;
  readonly plan: BuildPlan;
  readonly root: string;
  /** The folder as typed. */
  readonly dir: string | undefined;
  readonly built: {
    readonly image: BuiltImage;
    readonly ms: number;
    readonly bytesSent: number;
    readonly steps: readonly { readonly name: string; readonly ms: number }[];
    readonly cachedSteps: number;
  };
  /** The build before of this folder, where one is remembered. */
  readonly before?: Deployed | undefined;
}

/** The summary of `build`. */
export function buildReport(story: BuildStory): Report {
  const { layout, plan, built } = story;
  const at = folderWords(story.dir);
  return {
    title: `Built ${plan.reference} in ${formatDuration(built.ms)}`,
    state: 'done',
    urls: [],
    sections: [
      imageSection('Image', built.image, story.before),
      ...buildSections(story),
      ...settingsSections(built.image),
      ...demandsSection(layout, built.image),
      ...librariesSection(built.image),
      ...staticNotesSection(built.image),
      ...supportSection(built.image.facts),
      {
        heading: 'Next',
        commands: [
          { about: 'run it here', command: `simple-deploy push${at}` },
          { about: 'see what was found', command: `simple-deploy inspect${at}` },
          { about: 'see the Dockerfile', command: `simple-deploy dockerfile${at}` },
        ],
      },
      { heading: 'Where to read on', detail: true, links: readOn(layout) },
    ],
  };
}

/** The folder as it is typed again, behind a verb. */
export function folderWords(dir: string | undefined): string {
  return dir === undefined ? '' : ` ${quoted(dir)}`;
}

/** What a build adds to any summary: what was found, what did not travel, where the time went. */
export function buildSections({ layout, plan, built }: BuildStory): readonly Section[] {
  return [
    { heading: 'Where things are', detail: true, pictures: layoutPictures(layout) },
    { heading: 'Found in the project', detail: true, rows: layoutRows(layout) },
    ...pythonSection(layout, built.image),
    ...extrasSection(plan, built.image),
    ...systemSection(plan),
    ...leftOutSection(plan),
    {
      heading: 'Build steps',
      detail: true,
      rows: built.steps.map(({ name, ms }) => ({ name, value: formatDuration(ms) })),
      lines: [`${built.cachedSteps} steps came from the cache; ${formatBytes(built.bytesSent)} of context were sent.`],
    },
  ];
}

/** Size of the image by part, beside that of the build before. */
export function imageSection(name: string, image: BuiltImage, before?: Deployed): Section {
  const { size, layers, osArch, facts } = image;
  const bar = Object.entries(sizesByPart(layers)).map(([part, bytes]) => ({ part: part as Part, bytes }));
  return {
    heading: `${name}: ${formatBytes(size)}, ${osArch}`,
    bar: bar.map(({ part, bytes }) => ({ label: PARTS[part], bytes })),
    rows: bar.map(({ part, bytes }) => ({ name: PARTS[part], value: sizeWords(bytes, before?.sizes[part]) })),
    lines: [`Django ${facts.django} on Python ${facts.python}, served by ${facts.server.name} ${facts.server.version}`],
  };
}

function sizeWords(bytes: number, before: number | undefined): string {
  const now = formatBytes(bytes);
  return before === undefined || formatBytes(before) === now ? now : `${now} (before: ${formatBytes(before)})`;
}

type Part = BuiltImage['layers'][number]['part'];

const PARTS: Readonly<Record<Part, string>> = {
  base: 'base image',
  libraries: 'system libraries',
  packages: 'Python packages',
  static: 'static files',
  app: 'your code',
  overlay: 'what simple-deploy adds',
};

function layoutRows(layout: Layout): readonly Row[] {
  const { managePy, settingsModule, productionSettingsModule, application, dependencies, python, database } = layout;
  return [
    { name: 'manage.py', value: fact(managePy, managePy.value) },
    { name: 'settings of manage.py', value: fact(settingsModule, settingsModule.value) },
    { name: 'settings of the image', value: fact(productionSettingsModule, productionSettingsModule.value) },
    { name: 'application', value: fact(application, `${application.value.module}:${application.value.callable}`) },
    {
      name: 'dependencies',
      value: fact(dependencies, `${dependencies.value.manager}: ${dependencies.value.files.join(', ')}`),
    },
    { name: 'Python', value: fact(python, python.value.version) },
    { name: 'database', value: fact(database, database.value) },
    ...runRows(layout),
  ];
}

/** What runs besides the server, what a release does besides migrating, and what both need. */
function runRows({ processes, migrate, releaseCommands, services }: Layout): readonly Row[] {
  return [
    ...processes.map((found) => ({ name: `process ${found.value.name}`, value: fact(found, lineOf(found.value)) })),
    ...(migrate.value ? [] : [{ name: 'release', value: fact(migrate, 'does not migrate by itself') }]),
    ...releaseCommands.map((command) => ({ name: 'release', value: fact(command, command.value) })),
    ...services.map((service) => ({ name: 'needs', value: fact(service, service.value) })),
  ];
}

function fact({ origin, why }: Pick<Fact<unknown>, 'origin' | 'why'>, value: string): string {
  return `${value} (${why === undefined ? place(origin) : `${place(origin)}; ${why}`})`;
}

/** The base image decides which Python there is; that it is another than the project asks for has to be said. */
function pythonSection({ python }: Layout, { facts }: BuiltImage): readonly Section[] {
  const { value, origin } = python;
  const isMeant = facts.python === value.version || facts.python.startsWith(`${value.version}.`);
  if (isMeant || origin === 'default') return [];
  const minor = facts.python.split('.').slice(0, 2).join('.');
  const lines = [
    `The project asks for Python ${fact(python, value.version)}; the base image has ${facts.python}, and that is what runs.`,
    `→ --python ${minor} says that it is meant; without --base-image the official image of the version is taken`,
  ];
  return [{ heading: 'Python', lines }];
}

/** Python packages that the project does not ask for, with the versions that were installed. */
function extrasSection({ extras }: BuildPlan, { facts }: BuiltImage): readonly Section[] {
  const rows = extras.map((requirement) => {
    const name = /^[\w.-]+/.exec(requirement)?.[0] ?? requirement;
    const version = facts.packages[name.toLowerCase().replaceAll(/[-_.]+/g, '-')];
    return { name, value: version ?? requirement };
  });
  return rows.length === 0 ? [] : [{ heading: 'Python packages that simple-deploy adds', detail: true, rows }];
}

function systemSection({ systemPackages: { run, build } }: BuildPlan): readonly Section[] {
  const lines = [
    ...(run.length === 0 ? [] : [`In the image: ${run.join(', ')}`]),
    ...(build.length === 0 ? [] : [`Only while it is built: ${build.join(', ')}`]),
  ];
  return lines.length === 0 ? [] : [{ heading: 'Packages of Debian', lines }];
}

/** What an app of this image will be asked for. */
function demandsSection({ environment }: Layout, { facts }: BuiltImage): readonly Section[] {
  const rows = facts.requiredVariables.map((name) => {
    const read = environment.find(({ value }) => value === name);
    const given = name === 'SECRET_KEY' ? 'made by push' : 'asked for by push, or given with --env';
    return { name, value: read === undefined ? given : `${given} (${place(read.origin)})` };
  });
  return rows.length === 0 ? [] : [{ heading: 'Variables that the settings demand', rows }];
}

function leftOutSection({ leftOut }: BuildPlan): readonly Section[] {
  if (leftOut.length === 0) return [];
  const lines = leftOutGroups(leftOut).map(({ rule, paths }) => `${paths} (${rule})`);
  return [{ heading: 'Did not travel into the image', lines }];
}

function readOn({ nested }: Layout): readonly Link[] {
  const nestedWhy = {
    title: 'Guide',
    url: page('docs/guide.md'),
    why: 'why a nested project works unchanged: "Where your code is"',
  };
  return [
    { title: 'The image', url: page('docs/image.md'), why: 'what it holds and which variables it reads' },
    ...(nested.value ? [nestedWhy] : []),
    { title: 'In CI', url: page('docs/ci.md'), why: 'a build job and a push job' },
    link('django-checklist'),
  ];
}
