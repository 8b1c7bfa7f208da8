import { attention } from './attention.ts';
import { addedSections, folderWords, imageSection, pythonItem, stepsSection, worth, type BuildStory } from './build.ts';
import { filledIn } from './filled-in.ts';
import { foundSections } from './found.ts';
import { ignoredItems } from './ignored.ts';
import { librariesItems, staticNotesSection } from './image.ts';
import { changeItems, migrationItems } from './migrations.ts';
import { nextSection, typeLess } from './next.ts';
import { decisionsLine, settingsSections, type Reached } from './settings.ts';
import { page } from '../documentation.ts';
import { link, type LinkName } from '../links.ts';
import { sinceSection } from './since.ts';
import { runningOf, sourceSections, type SourceStory } from './source.ts';
import { supportItems } from './support.ts';
import { formatDuration } from '../terminal-format.ts';
import type { Words } from '../messages/words.ts';
import type { BuildPlan } from '../values/build-plan.ts';
import type { Deployed } from '../values/deployed.ts';
import type { BuiltImage } from '../values/image.ts';
import type { Layout } from '../values/layout.ts';
import type { CommandLine, Item, Link, Report, Row, Section } from '../values/report.ts';
import type { StepResult } from '../values/step.ts';
import { stepRows } from './step-rows.ts';

/** What a push came to, as the summary needs it; of a rollback too. */
export interface PushStory {
  /** Left out: a push. */
  readonly verb?: 'rollback';
  readonly platform: {
    readonly name: string;
    readonly label?: string;
    readonly tool?: string;
    readonly hasApps: boolean;
  };
  readonly name: { readonly app: string; readonly isConfigured?: boolean };
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
  /** What was found in the project, unless an image was named. */
  readonly layout?: Layout | undefined;
  readonly plan?: BuildPlan | undefined;
  readonly build?: BuildStory | undefined;
  /** In the place of an image: what the platform builds from. */
  readonly source?: SourceStory | undefined;
  /** What was deployed before and now, where both are known. */
  readonly since?: { readonly before: Deployed | undefined; readonly now: Deployed | undefined } | undefined;
  readonly dir: string | undefined;
  /** ` --to …`, where a command without it would mean another platform. */
  readonly to?: string;
  /** What is worth saying, in words. */
  readonly notes: readonly Words[];
  /** What somebody should look at now. */
  readonly warnings?: readonly Words[];
  /** When it is told; left out: now. */
  readonly at?: Date;
}

/** The summary of `push`. */
export function pushReport(story: PushStory): Report {
  const { carried, platform, since } = story;
  const { outcome } = carried;
  const { label = platform.name } = platform;
  return {
    title: title(story),
    state: outcome.changed ? 'done' : 'unchanged',
    urls: outcome.urls,
    sections: [
      ...attention(warningsOf(story)),
      ...rowsSection(`What was made on ${label}`, outcome.created),
      ...sinceSection(since?.before, since?.now),
      ...rowsSection('What came of it', [
        ...outcome.facts,
        ...variables(story.env),
        ...filledIn(story.layout ?? story.source?.layout, story.env),
      ]),
      ...doneSection(story),
      ...imageSections(story),
      ...sourceParts(story, label),
      ...worth(notesOf(story)),
      nextSection(story),
      { heading: 'Where to read on', links: readOn(outcome) },
      ...careSection(story),
      ...ownCommands(platform.tool ?? label, outcome.commands),
    ],
  };
}

/** What cannot wait, the platform's own first. */
function warningsOf({ warnings = [], image, plan, source, at = new Date() }: PushStory): readonly Item[] {
  const running = source === undefined ? image?.facts : runningOf(source.layout);
  const found = [...migrationItems(image?.facts, plan?.leftOut), ...ignoredItems(image?.facts)];
  return [...warnings, ...found, ...librariesItems(image ?? {}), ...supportItems(running ?? {}, at)];
}

function notesOf(story: PushStory): readonly Item[] {
  const { notes, image, layout, carried } = story;
  return [
    ...notes,
    ...changeItems(image?.facts),
    ...(layout === undefined ? [] : pythonItem(layout, image ?? {})),
    ...decisionsLine(image?.facts, reachedBy(carried.outcome.urls)),
    ...typeLess(story),
  ];
}

/** The image, what is in it besides the project, and what the build came to where there was one. */
function imageSections({
  image,
  layout,
  plan,
  build,
  since,
  source,
  carried: { outcome },
}: PushStory): readonly Section[] {
  if (source !== undefined) return [];
  const whole =
    image?.layers === undefined ? [] : [imageSection(`Image ${image.reference}`, image as BuiltImage, since?.before)];
  return [
    ...whole,
    ...(layout === undefined ? [] : foundSections(layout)),
    ...(plan === undefined ? [] : addedSections(plan, image ?? {}).map(asDetail)),
    ...(build === undefined ? [] : stepsSection(build.built)),
    ...settingsSections(image ?? {}, reachedBy(outcome.urls)).map(asDetail),
    ...(image?.facts === undefined ? [] : staticNotesSection({ facts: image.facts })),
  ];
}

function sourceParts({ source }: PushStory, label: string): readonly Section[] {
  return source === undefined ? [] : sourceSections(source, label);
}

function asDetail(section: Section): Section {
  return { ...section, detail: true };
}

function rowsSection(heading: string, rows: readonly Row[] = []): readonly Section[] {
  return rows.length === 0 ? [] : [{ heading, rows }];
}

/** Names of what was given; values never come here. */
function variables(names: readonly string[]): readonly Row[] {
  return names.length === 0 ? [] : [{ name: 'Variables', value: names.join(', ') }];
}

/** The platform's own commands, for what ours do not do or a person of the platform would rather type. */
function ownCommands(label: string, commands: readonly CommandLine[] = []): readonly Section[] {
  return commands.length === 0 ? [] : [{ heading: `With the commands of ${label}`, detail: true, commands }];
}

function reachedBy([url]: readonly string[]): Reached {
  return url === undefined ? undefined : url.startsWith('https:') ? 'https' : 'http';
}

const MOST_LINKS = 6;

/** Six pages at most: those of the platform, ours about it, and Django's own list; our guide where there is room. */
function readOn({ docs, links = [] }: PushStory['carried']['outcome']): readonly Link[] {
  const own = docs.map((path) => ({
    title: 'This platform',
    url: page(path),
    why: 'what a push does here, and how to get back',
  }));
  const guide = { title: 'Guide', url: page('docs/guide.md'), why: 'everything that simple-deploy can be told' };
  const fixed = [...own, link('django-checklist')];
  const first = links.slice(0, MOST_LINKS - fixed.length).map(link);
  const isRoom = first.length + fixed.length < MOST_LINKS;
  return [...first, ...own, ...(isRoom ? [guide] : []), link('django-checklist')];
}

function title({ verb, name, carried: { outcome } }: PushStory): string {
  const [url] = outcome.urls;
  const what = url === undefined ? outcome.data.map(inShort).join(', ') : `${name.app} runs at ${url}`;
  if (verb === 'rollback')
    return url === undefined ? `${name.app} went back` : `${name.app} went back, and runs at ${url}`;
  const pushed = url === undefined ? 'Pushed ' : '';
  return outcome.changed ? `${pushed}${what}` : `${pushed}${what}: nothing changed`;
}

/** A digest by its first digits: the whole one stands below. */
function inShort(reference: string): string {
  return reference.replace(/(@sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1…');
}

/** Every step with how long it took, and what it was done for. */
function doneSection({ carried: { results }, build }: PushStory): readonly Section[] {
  const built =
    build === undefined
      ? []
      : [
          {
            name: 'Build the image',
            value: formatDuration(build.built.ms),
            why: 'There was none of the tree as it is now.',
          },
        ];
  const rows = [...built, ...stepRows(results)];
  return rows.length === 0 ? [] : [{ heading: 'What was done', detail: true, rows }];
}

/** What an app is looked after with later on. */
function careSection({ platform, name, dir, source, to = '' }: PushStory): readonly Section[] {
  if (!platform.hasApps) return [];
  const at = folderWords(dir);
  const check = {
    about: 'what Django asks before a site goes public',
    command: `simple-deploy run${to}${at} -- manage.py check --deploy`,
  };
  const commands = [
    { about: 'whether it is well', command: `simple-deploy status${to}${at}` },
    { about: 'a shell of Django', command: `simple-deploy run${to}${at} -- manage.py shell` },
    { about: 'which migrations have run', command: `simple-deploy run${to}${at} -- manage.py showmigrations` },
    ...(source === undefined ? [] : [check]),
    { about: 'set a variable (the value of NAME here)', command: `simple-deploy push${to}${at} --env NAME` },
    { about: 'forget a variable', command: `simple-deploy push${to}${at} --unset NAME` },
    { about: 'answer to a host name of your own', command: `simple-deploy push${to}${at} --host www.example.org` },
    { about: 'what this run did, step by step', command: `simple-deploy log${at}` },
    { about: 'remove the app', command: `simple-deploy destroy${to}${at} --confirm ${name.app}` },
  ];
  return [{ heading: 'Looking after it', detail: true, commands }];
}
