import type { ReadAs, VariableReadings } from '../../values/variable-reading.ts';
import { originOf } from '../python-source.ts';
import type { Frame, Run } from './frame.ts';
import { catches } from './python-error.ts';
import type { Library, Place, Read, Value } from './values.ts';

const casts: Readonly<Record<string, ReadAs>> = {
  int: 'whole-number',
  float: 'number',
  decimal: 'number',
  'decimal.Decimal': 'number',
  bool: 'yes-or-no',
  json: 'json',
  'json.loads': 'json',
  'distutils.util.strtobool': 'yes-or-no',
};
/** These take any text for a truth value: what they do not know is False. */
const lenient: readonly Library[] = ['django-environ', 'envparse', 'prettyconf'];

/** Notes what a cast of a library makes of a variable. */
export function noteCast(frame: Frame, name: string, cast: string | undefined, place: Place, library?: Library): void {
  const as = casts[cast ?? ''];
  const takesAny = as === 'yes-or-no' && library !== undefined && lenient.includes(library);
  if (as !== undefined && !takesAny) note(frame, name, as, place);
}

/** Notes what a function makes of a value, where that is what a variable holds: `int(os.environ["JOBS"])`. */
export function noteCall(frame: Frame, called: string, value: Value | undefined, place: Place): void {
  const as = called === 'bool' ? undefined : casts[called];
  const from = value?.kind === 'given' || value?.kind === 'constant' ? value.from : undefined;
  if (as !== undefined && from !== undefined) note(frame, from, as, place);
}

/** Only what runs for certain, and where nothing catches the failure, says what a value has to be. */
function note({ run, isCertain, catching }: Frame, name: string, as: ReadAs, { source, node }: Place): void {
  if (isCertain && !catching.some((types) => catches(types, 'ValueError')) && !run.readings.has(name)) {
    run.readings.set(name, { as, source, node });
  }
}

/** Settings that Django makes a number of. */
const numbers = ['EMAIL_PORT'];

/** All that was noted, and what goes into settings that have to be numbers. */
export function readingsOf(
  { readings, demanded }: Pick<Run, 'readings' | 'demanded'>,
  set: ReadonlyMap<string, Value> | undefined,
): VariableReadings {
  const found = new Map(readings);
  for (const name of numbers) {
    const read = readIn(demanded, set?.get(name));
    if (read !== undefined && !found.has(read.name)) found.set(read.name, { as: 'whole-number', ...placeOf(read) });
  }
  const facts = [...found].map(
    ([name, { as, source, node }]) => [name, { as, origin: originOf(source, node) }] as const,
  );
  return Object.fromEntries(facts.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function readIn(demanded: ReadonlyMap<string, Read>, value: Value | undefined): Read | undefined {
  if (value?.kind === 'given') return demanded.get(value.from ?? '');
  return value?.kind === 'constant' && value.from !== undefined
    ? value.reads.find(({ name }) => name === value.from)
    : undefined;
}

function placeOf({ source, node }: Place): Place {
  return { source, node };
}
