import { buildSections, folderWords, imageSection, type BuildStory } from './build.ts';
import { settingsSections, type Reached } from './settings.ts';
import { page } from '../documentation.ts';
import { link, type LinkName } from '../links.ts';
import { sinceSection } from './since.ts';
import { supportSection } from './support.ts';
import { formatDuration } from '../terminal-format.ts';
import type { Words } from '../messages/words.ts';
import type { BuildPlan } from '../values/build-plan.ts';
import type { Deployed } from '../values/deployed.ts';
import type { BuiltImage } from '../values/image.ts';
import type { CommandLine, Link, Report, Row, Section } from '../values/report.ts';
import type { StepResult } from '../values/step.ts';

/** What a push came to, as the summary needs it. */
export interface PushStory {
  readonly platform: { readonly name: string; readonly label?: string; readonly hasApps: boolean };
  readonly name: { readonly app: string; readonly appNamed: boolean };
  /** Names of the variables that were given; values never come here. */
  readonly env: readonly string[];
  readonly image: Partial<BuiltImage> | undefined;
  readonly carried: {
    readonly results: readonly StepResult[];
    readonly outcome: {
      readonly changed: boolean;
      readonly data: readonly string[];
      readonly urls: readonly string[];
      readonly facts: readonly Row[];
      readonly redeploy?: string;
      readonly docs: readonly string[];
      readonly created?: readonly Row[];
      readonly commands?: readonly CommandLine[];
      readonly links?: readonly LinkName[];
    };
  };
  readonly plan: BuildPlan | undefined;
  readonly build: BuildStory | undefined;
  /** What was deployed before and now, where both are known. */
  readonly since?: { readonly before: Deployed | undefined; readonly now: Deployed | undefined };
  readonly dir: string | undefined;
  /** ` --to …`, where a command without it would mean another platform. */
  readonly to?: string;
  /** What is worth saying, in words. */
  readonly notes: readonly Words[];
}

/** The summary of `push`. */
export function pushReport(story: PushStory): Report {
  const { carried, build, image, plan, platform, since } = story;
  const { outcome, results } = carried;
  const done = doneRows(results, build);
  const whole =
    image?.layers === undefined ? [] : [imageSection(`Image ${image.reference}`, image as BuiltImage, since?.before)];
  return {
    title: title(story),
    state: outcome.changed ? 'done' : 'unchanged',
    urls: outcome.urls,
    sections: [
      ...(done.length > 0 ? [{ heading: 'What was done', detail: true as const, rows: done }] : []),
      ...(results.length > 0 ? [{ heading: 'Step by step', detail: true as const, rows: results.map(stepRow) }] : []),
      ...rowsSection('What was made there', outcome.created),
      ...sinceSection(since?.before, since?.now),
      ...rowsSection('What came of it', outcome.facts),
      ...whole,
      ...(build === undefined ? [] : buildSections(build)),
      ...settingsSections(image ?? {}, reachedBy(outcome.urls)),
      ...environment(story.env),
      ...leftBehind(plan, build),
      ...worthKnowing(story.notes),
      ...supportSection(image?.facts),
      { heading: 'What to do next', commands: nextCommands(story) },
      ...careSection(story),
      ...ownCommands(platform, outcome.commands),
      { heading: 'Where to read on', links: readOn(outcome) },
    ],
  };
}

function rowsSection(heading: string, rows: readonly Row[] = []): readonly Section[] {
  return rows.length === 0 ? [] : [{ heading, rows }];
}

/** The platform's own commands, for what ours do not do or a person of the platform would rather type. */
function ownCommands(
  { name, label = name }: PushStory['platform'],
  commands: readonly CommandLine[] = [],
): readonly Section[] {
  return commands.length === 0 ? [] : [{ heading: `With the commands of ${label}`, detail: true, commands }];
}

function reachedBy([url]: readonly string[]): Reached {
  return url === undefined ? undefined : url.startsWith('https:') ? 'https' : 'http';
}

function readOn({ docs, links = [] }: PushStory['carried']['outcome']): readonly Link[] {
  const own = docs.map((path) => ({
    title: 'This platform',
    url: page(path),
    why: 'what a push does here, and how to get back',
  }));
  const guide = { title: 'Guide', url: page('docs/guide.md'), why: 'everything that simple-deploy can be told' };
  return [...links.map(link), ...own, guide, link('django-checklist')];
}

function title({ name, platform, carried: { outcome } }: PushStory): string {
  const [url] = outcome.urls;
  const what = url === undefined ? outcome.data.join(', ') : `${name.app} runs at ${url}`;
  const verb = url === undefined ? `Pushed to ${platform.name}: ` : '';
  return outcome.changed ? `${verb}${what}` : `${verb}${what}: nothing changed`;
}

const WORTH_A_LINE = 100;

function stepRow({ title: name, why, ms }: StepResult): Row {
  return { name, value: `${formatDuration(ms)}: ${why}` };
}

function doneRows(results: readonly StepResult[], build: BuildStory | undefined): readonly Row[] {
  const built = build === undefined ? [] : [{ name: 'Build the image', value: formatDuration(build.built.ms) }];
  const long = results.filter(({ ms }) => ms >= WORTH_A_LINE);
  const short = results.length - long.length;
  const rest =
    short === 0
      ? []
      : [
          {
            name: `and ${short} quick ${short === 1 ? 'step' : 'steps'}`,
            value: `under ${formatDuration(WORTH_A_LINE)} each`,
          },
        ];
  return [...built, ...long.map(({ title: name, ms }) => ({ name, value: formatDuration(ms) })), ...rest];
}

function environment(names: readonly string[]): readonly Section[] {
  return names.length === 0 ? [] : [{ heading: 'Variables given to the app', lines: [names.join(', ')] }];
}

function worthKnowing(notes: readonly Words[]): readonly Section[] {
  const lines = notes.flatMap(({ what, found = [], next }) => [
    what,
    ...found.map(indent),
    ...next.map((each) => `→ ${each}`),
  ]);
  return lines.length === 0 ? [] : [{ heading: 'Worth knowing', lines }];
}

function indent(line: string): string {
  return `  ${line}`;
}

/** Of an image that was not built now, what its plan left out; a build says it in its own part. */
function leftBehind(plan: BuildPlan | undefined, build: BuildStory | undefined): readonly Section[] {
  if (plan === undefined || build !== undefined || plan.leftOut.length === 0) return [];
  return [
    {
      heading: 'Did not travel into the image',
      detail: true,
      lines: plan.leftOut.map(({ path, rule }) => `${path} (${rule})`),
    },
  ];
}

function nextCommands({ platform, name, carried, dir, to = '' }: PushStory): readonly CommandLine[] {
  const at = folderWords(dir);
  const redeploy = `${carried.outcome.redeploy ?? 'simple-deploy push'}${at}`;
  const own = [{ about: 'after a change', command: redeploy }];
  if (!platform.hasApps) return own;
  return [
    ...own,
    { about: 'a first user of the admin', command: `simple-deploy run${to}${at} -- python manage.py createsuperuser` },
    { about: 'what it logs', command: `simple-deploy logs${to}${at} --follow` },
    { about: 'the image before', command: `simple-deploy rollback${to}${at}` },
    { about: 'keep the name', command: `app = "${name.app}" in simple-deploy.toml` },
  ];
}

/** What an app is looked after with later on. */
function careSection({ platform, name, dir, to = '' }: PushStory): readonly Section[] {
  if (!platform.hasApps) return [];
  const at = folderWords(dir);
  const commands = [
    { about: 'whether it is well', command: `simple-deploy status${to}${at}` },
    { about: 'a shell of Django', command: `simple-deploy run${to}${at} -- python manage.py shell` },
    { about: 'which migrations have run', command: `simple-deploy run${to}${at} -- python manage.py showmigrations` },
    { about: 'set a variable (the value of NAME here)', command: `simple-deploy push${to}${at} --env NAME` },
    { about: 'forget a variable', command: `simple-deploy push${to}${at} --unset NAME` },
    { about: 'answer to a host name of your own', command: `simple-deploy push${to}${at} --host www.example.org` },
    { about: 'what this push did, step by step', command: `simple-deploy log${at}` },
    { about: 'remove the app; its data stays', command: `simple-deploy destroy${to}${at} --confirm ${name.app}` },
  ];
  return [{ heading: 'Looking after it', detail: true, commands }];
}
