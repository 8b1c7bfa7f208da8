import type { Problem } from '../problems.ts';
import { place } from '../values/place.ts';
import { isConditional } from './python-branches.ts';
import { findAll, originOf, textOf, type PythonSource, type SyntaxNode } from './python-source.ts';
import { stringsOf } from './python-strings.ts';
import { settingValues, type Setting } from './settings-code.ts';

/** What gives another value each time it is called. */
const RANDOM =
  /\b(get_random_secret_key|get_random_string|token_(hex|urlsafe|bytes)|urandom|uuid[14]|generate_key|random\.(choices?|sample)|SystemRandom)\(/;

/**
 * That SECRET_KEY is made anew in each process, unless it comes from the variable of that name, which a push always gives:
 * what one worker signs, another refuses.
 */
export function secretKeyNote(sources: readonly PythonSource[]): readonly Problem[] {
  const [last, ...before] = settingValues(sources, 'SECRET_KEY');
  const text = last === undefined ? '' : textOf(last.source, last.value).replaceAll(/\s+/g, ' ');
  if (last === undefined || !RANDOM.test(text) || isConditional(last.value) || isTried(last.value)) return [];
  // `if "KEY" in os.environ: SECRET_KEY = os.environ["KEY"]`, else a random one.
  const names = [last, ...before.filter(({ source }) => source === last.source)].flatMap(variablesIn);
  const [variable] = names;
  const isOther = variable === undefined && / or /.test(text);
  if (names.includes('SECRET_KEY') || isOther) return [];
  const where = place(originOf(last.source, last.value));
  return [{ code: 'secret-key-random', text, where, ...(variable !== undefined && { variable }) }];
}

function variablesIn({ source, value }: Setting): readonly string[] {
  const texts = findAll(value, 'String').flatMap((node) => stringsOf(source, node));
  return texts.filter((each) => /^[A-Z][A-Z0-9_]+$/.test(each));
}

/** What stands in for a key that is read from somewhere. */
function isTried({ parent }: SyntaxNode): boolean {
  return parent !== null && (parent.name === 'TryStatement' || isTried(parent));
}
