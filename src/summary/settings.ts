import { decisions, overlayLines } from '../overlay-lines.ts';
import type { BuiltImage, ImageFacts } from '../values/image.ts';
import type { Row, Section } from '../values/report.ts';

type Told = Pick<ImageFacts, 'overlay' | 'deployChecks'>;

/** How the app is reached, where it is known: by https, the lines for plain http rest, and the other way round. */
export type Reached = 'https' | 'http' | undefined;

/**
 * What the image completes in the settings, line by line, as the build found out; what was switched off; and the warnings
 * of `check --deploy` that are left where a platform ends TLS.
 */
export function settingsSections(
  { facts, labels = {} }: { readonly facts?: Told; readonly labels?: BuiltImage['labels'] },
  reached?: Reached,
): readonly Section[] {
  const overlay = (facts?.overlay ?? []).filter(({ on }) => reached === undefined || !isOther(on, reached));
  const skipped = skippedIn(labels);
  if (overlay.length === 0 && skipped.length === 0) return warningSection(facts?.deployChecks, reached);
  const lines = [
    `Completed: ${overlay.map(({ line }) => line).join(', ') || 'nothing'}`,
    ...(skipped.length === 0 ? [] : [`Switched off: ${skipped.join(', ')}`]),
    'simple-deploy inspect --explain says what each does here; --skip LINE leaves one out',
  ];
  return [
    { heading: 'Settings', lines },
    { heading: 'What the image completes in the settings', detail: true, rows: overlay.map(rowOf) },
    ...warningSection(facts?.deployChecks, reached),
  ];
}

function isOther(on: string | undefined, reached: 'https' | 'http'): boolean {
  return (on === 'https' || on === 'http') && on !== reached;
}

function rowOf({ line, sets }: NonNullable<Told['overlay']>[number]): Row {
  const known = overlayLines.find(({ name }) => name === line);
  const when = known?.when === undefined ? '' : ` (${known.when})`;
  return { name: line, value: `${sets.join(', ')}${when}${known === undefined ? '' : `: ${known.does}`}` };
}

/** The label holds the options of the build. */
function skippedIn(labels: BuiltImage['labels']): readonly string[] {
  const { skip = [] } = JSON.parse(labels['simple-deploy.options'] ?? '{}') as { readonly skip?: readonly string[] };
  return skip;
}

/** Warnings of `check --deploy`: about https, so of no use where there is none. */
function warningSection(checks: Told['deployChecks'] = [], reached: Reached): readonly Section[] {
  if (checks.length === 0 || reached === 'http') return [];
  const lines = checks.flatMap(({ id, message }) => {
    const decision = decisions.find(({ check }) => check === id);
    return decision === undefined ? [`${id}: ${message}`] : [`${id}: ${decision.about}`, `→ ${decision.write}`];
  });
  return [{ heading: 'Yours to decide before the site goes public by https (manage.py check --deploy)', lines }];
}
