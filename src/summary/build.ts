import { attention } from './attention.ts';
import { librariesItems, staticNotesSection } from './image.ts';
import { page } from '../documentation.ts';
import { sizesByPart } from './deployed.ts';
import { foundSections } from './found.ts';
import { link } from '../links.ts';
import type { Deployed } from '../values/deployed.ts';
import { leftOutGroups } from '../left-out-groups.ts';
import { changeItems, migrationItems } from './migrations.ts';
import { ignoredItems } from './ignored.ts';
import { decisionsLine, settingsSections } from './settings.ts';
import { supportItems } from './support.ts';
import { quoted } from '../quoted.ts';
import { formatBytes, formatDuration } from '../terminal-format.ts';
import type { BuildPlan } from '../values/build-plan.ts';
import type { BuiltImage } from '../values/image.ts';
import type { Layout } from '../values/layout.ts';
import { place } from '../values/place.ts';
import { suppliedFrom } from '../values/supplied-variables.ts';
import type { Item, Link, Report, Section } from '../values/report.ts';

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
  /** When it is told; left out: now. */
  readonly at?: Date;
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
      ...attention([
        ...migrationItems(built.image.facts, plan.leftOut),
        ...ignoredItems(built.image.facts),
        ...librariesItems(built.image),
        ...supportItems(built.image.facts, story.at ?? new Date()),
      ]),
      imageSection('Image', built.image, story.before),
      ...foundSections(layout),
      ...addedSections(plan, built.image),
      ...stepsSection(built),
      ...settingsSections(built.image),
      ...demandsSection(layout, built.image),
      ...staticNotesSection(built.image),
      ...worth([
        ...changeItems(built.image.facts),
        ...pythonItem(layout, built.image),
        ...decisionsLine(built.image.facts),
      ]),
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

/** What is worth knowing, where there is something. */
export function worth(items: readonly Item[]): readonly Section[] {
  return items.length === 0 ? [] : [{ heading: 'Worth knowing', items }];
}

/** What the image has besides the project, and what of the project it has not. */
export function addedSections(
  plan: Pick<BuildPlan, 'extras' | 'systemPackages' | 'leftOut'>,
  { facts }: { readonly facts?: Pick<BuiltImage['facts'], 'packages'> },
): readonly Section[] {
  return [...extrasSection(plan, facts?.packages), ...systemSection(plan), ...leftOutSection(plan)];
}

/** Where the time of a build went. */
export function stepsSection({ steps, cachedSteps, bytesSent }: BuildStory['built']): readonly Section[] {
  return [
    {
      heading: 'Build steps',
      detail: true,
      rows: steps.map(({ name, ms }) => ({ name, value: formatDuration(ms) })),
      lines: [
        `${cachedSteps} steps came from the cache; ${formatBytes(bytesSent)} of context were sent to the engine.`,
      ],
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

/** The base image decides which Python there is; that it is another than the project asks for has to be said. */
export function pythonItem(
  { python }: Layout,
  { facts }: { readonly facts?: Pick<BuiltImage['facts'], 'python'> },
): readonly Item[] {
  const { value, origin } = python;
  if (facts === undefined || origin === 'default') return [];
  const isMeant = facts.python === value.version || facts.python.startsWith(`${value.version}.`);
  if (isMeant) return [];
  const minor = facts.python.split('.').slice(0, 2).join('.');
  const what = `The project asks for Python ${value.version} (${place(origin)}); the base image has ${facts.python}, and that is what runs.`;
  const next = [
    `--python ${minor} says that it is meant; without --base-image the official image of the version is taken`,
  ];
  return [{ what, next }];
}

/** Python packages that the project does not ask for, with the versions that were installed. */
function extrasSection(
  { extras }: Pick<BuildPlan, 'extras'>,
  packages: Readonly<Record<string, string>> = {},
): readonly Section[] {
  const rows = extras.map((requirement) => {
    const name = /^[\w.-]+/.exec(requirement)?.[0] ?? requirement;
    const version = packages[name.toLowerCase().replaceAll(/[-_.]+/g, '-')];
    return { name, value: version ?? requirement };
  });
  return rows.length === 0 ? [] : [{ heading: 'Python packages that simple-deploy adds', detail: true, rows }];
}

function systemSection({ systemPackages: { run, build } }: Pick<BuildPlan, 'systemPackages'>): readonly Section[] {
  const lines = [
    ...(run.length === 0 ? [] : [`In the image: ${run.join(', ')}`]),
    ...(build.length === 0 ? [] : [`Only while it is built: ${build.join(', ')}`]),
  ];
  return lines.length === 0 ? [] : [{ heading: 'Packages of Debian', lines }];
}

/** What an app of this image will be asked for. */
function demandsSection({ environment, supplied }: Layout, { facts }: BuiltImage): readonly Section[] {
  const rows = facts.requiredVariables.map((name) => {
    const read = environment.find(({ value }) => value === name);
    const part = supplied[name];
    const asked = part === undefined ? 'asked for by push, or given with --env' : `filled in, ${suppliedFrom(part)}`;
    const given = name === 'SECRET_KEY' ? 'made by push' : asked;
    return { name, value: read === undefined ? given : `${given} (${place(read.origin)})` };
  });
  return rows.length === 0 ? [] : [{ heading: 'Variables that the settings demand', rows }];
}

function leftOutSection({ leftOut }: Pick<BuildPlan, 'leftOut'>): readonly Section[] {
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
