import { buildSections, folderWords, imageSection, type BuildStory } from './summary.ts';
import { settingsSections, type Reached } from './summary-settings.ts';
import { checklist, page } from './documentation.ts';
import { formatDuration } from './terminal-format.ts';
import type { Words } from './messages/words.ts';
import type { BuildPlan } from './values/build-plan.ts';
import type { BuiltImage } from './values/image.ts';
import type { CommandLine, Report, Row, Section } from './values/report.ts';
import type { StepResult } from './values/step.ts';

/** What a push came to, as the summary needs it. */
export interface PushStory {
  readonly platform: { readonly name: string; readonly hasApps: boolean };
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
    };
  };
  readonly plan: BuildPlan | undefined;
  readonly build: BuildStory | undefined;
  readonly dir: string | undefined;
  /** ` --to …`, where a command without it would mean another platform. */
  readonly to?: string;
  /** What is worth saying, in words. */
  readonly notes: readonly Words[];
}

/** The summary of `push`. */
export function pushReport(story: PushStory): Report {
  const { carried, build, image, plan } = story;
  const done = doneRows(carried.results, build);
  const whole = image?.layers === undefined ? [] : [imageSection(`Image ${image.reference}`, image as BuiltImage)];
  return {
    title: title(story),
    sections: [
      ...(done.length > 0 ? [{ heading: 'What was done', detail: true as const, rows: done }] : []),
      ...(carried.results.length > 0
        ? [{ heading: 'Step by step', detail: true as const, rows: carried.results.map(stepRow) }]
        : []),
      ...(carried.outcome.facts.length > 0 ? [{ heading: 'What came of it', rows: carried.outcome.facts }] : []),
      ...whole,
      ...(build === undefined ? [] : buildSections(build)),
      ...settingsSections(image ?? {}, reachedBy(carried.outcome.urls)),
      ...environment(story.env),
      ...leftBehind(plan, build),
      ...worthKnowing(story.notes),
      ...(carried.outcome.created?.length ? [{ heading: 'What was made', rows: carried.outcome.created }] : []),
      { heading: 'What to do next', commands: nextCommands(story) },
      ...(carried.outcome.commands ? [{ heading: 'By its own program', commands: carried.outcome.commands }] : []),
      { heading: 'Where to read on', detail: true, lines: readOn(carried.outcome.docs) },
    ],
  };
}

function reachedBy([url]: readonly string[]): Reached {
  return url === undefined ? undefined : url.startsWith('https:') ? 'https' : 'http';
}

function readOn(pages: readonly string[]): readonly string[] {
  return [...[...pages, 'docs/guide.md'].map(page), `What Django asks for before a site goes public: ${checklist}`];
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

function nextCommands({ platform, name, carried, dir, to = '' }: PushStory): NonNullable<Section['commands']> {
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
