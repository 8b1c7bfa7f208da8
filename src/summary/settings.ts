import { answeredChecks, decisions } from '../django-checks.ts';
import { overlayLines } from '../overlay-lines.ts';
import type { BuiltImage, ImageFacts } from '../values/image.ts';
import type { Item, Row, Section } from '../values/report.ts';

type Told = Pick<ImageFacts, 'overlay' | 'deployChecks'>;

/** How the app is reached, where it is known: by https, the lines for plain http rest, and the other way round. */
export type Reached = 'https' | 'http' | undefined;

/**
 * What the image completes in the settings, line by line, as the build found out; what was switched off; and what
 * `check --deploy` asks for, with what was done about it.
 */
export function settingsSections(
  { facts, labels = {} }: { readonly facts?: Told; readonly labels?: BuiltImage['labels'] },
  reached?: Reached,
): readonly Section[] {
  const overlay = (facts?.overlay ?? []).filter(({ on }) => reached === undefined || !isOther(on, reached));
  return [
    ...completedSections(overlay, skippedIn(labels)),
    ...checkSection(overlay, decisionsOf(facts?.deployChecks, reached)),
  ];
}

function isOther(on: string | undefined, reached: 'https' | 'http'): boolean {
  return (on === 'https' || on === 'http') && on !== reached;
}

type Overlay = NonNullable<Told['overlay']>;

function completedSections(overlay: Overlay, skipped: readonly string[]): readonly Section[] {
  if (overlay.length === 0 && skipped.length === 0) return [];
  const rows = overlay.map(rowOf);
  return [
    {
      heading: 'Settings',
      lines: [
        `Completed: ${overlay.map(({ line }) => line).join(', ') || 'nothing'}`,
        ...(skipped.length === 0 ? [] : [`Switched off: ${skipped.join(', ')}`]),
      ],
    },
    ...(rows.length === 0
      ? []
      : [{ heading: 'What the image completes in the settings', detail: true as const, rows, lines: [explained] }]),
  ];
}

/** Where to read more of it, and how to do without. */
export const explained =
  'simple-deploy inspect --explain says what each does to your settings; --skip LINE leaves one out.';

function rowOf({ line, sets }: Overlay[number]): Row {
  const known = overlayLines.find(({ name }) => name === line);
  const when = known?.when === undefined ? '' : ` (${known.when})`;
  return { name: line, value: `${sets.join(', ')}${when}${known === undefined ? '' : `: ${known.does}`}` };
}

/** The label holds the options of the build. */
function skippedIn(labels: BuiltImage['labels']): readonly string[] {
  const { skip = [] } = JSON.parse(labels['simple-deploy.options'] ?? '{}') as { readonly skip?: readonly string[] };
  return skip;
}

/** What is left to decide; promises about https are of no use where there is none. */
function decisionsOf(checks: Told['deployChecks'] = [], reached: Reached): readonly Item[] {
  return checks.flatMap(({ id, message }): readonly Item[] => {
    const known = decisions.find(({ check }) => check === id);
    if (known === undefined) return [{ what: `${message} (${id})` }];
    if (known.https === true && reached === 'http') return [];
    return [{ what: `${known.about} (${id})`, next: [known.write] }];
  });
}

/** Settings that Django asks for before a site goes public: those that are seen to, and those that are left. */
function checkSection(overlay: Overlay, left: readonly Item[]): readonly Section[] {
  const given = new Set(overlay.flatMap(({ sets }) => sets));
  const rows = answeredChecks
    .filter(({ setting }) => given.has(setting))
    .map(({ check, setting, about }) => ({ name: setting, value: `${about} (seen to; ${check})` }));
  if (rows.length + left.length === 0) return [];
  const lines = [
    left.length === 0
      ? 'Nothing is left to decide.'
      : 'Yours to decide, as only you know what holds for the site; → is what to write into the settings:',
  ];
  return [
    {
      heading: 'What Django asks before a site goes public (manage.py check --deploy)',
      detail: true,
      rows,
      lines,
      items: left,
    },
  ];
}

/** For a screen: how much there is to decide, and where it stands. */
export function decisionsLine(facts: Told | undefined, reached?: Reached): readonly Item[] {
  const left = decisionsOf(facts?.deployChecks, reached).length;
  if (left === 0) return [];
  const settings = left === 1 ? 'one setting' : `${left} settings`;
  return [
    {
      what: `Django's own deployment check leaves ${settings} to you; the whole summary lists ${left === 1 ? 'it' : 'them'}.`,
    },
  ];
}
