/**
 * Poetry's constraint as PEP 440 has it: `^4.2` → `>=4.2,<5`, `~4.2` → `>=4.2,<4.3`, `5.0.*` → `==5.0.*`, `*` → the
 * empty text. Of alternatives (`^3.2 || ^4.2`) the last, PEP 440 has none.
 * @see https://python-poetry.org/docs/dependency-specification/#version-constraints
 */
export function pep440Range(constraint: string): string {
  const last = constraint.split('|').at(-1)?.trim() ?? '';
  return last
    .replaceAll(/([<>=!~^]+)\s+/g, '$1')
    .split(/[,\s]+/)
    .filter((part) => part !== '' && part !== '*')
    .map(range)
    .join(',');
}

function range(part: string): string {
  const [, sign = '', version = ''] = /^([<>=!~^]*)v?(.*)$/.exec(part) ?? [];
  const numbers = version.split('.').map((each) => Number.parseInt(each, 10) || 0);
  if (sign === '^') return `>=${version},<${caretEnd(numbers)}`;
  if (sign === '~') return `>=${version},<${tildeEnd(numbers)}`;
  return sign === '' || sign === '=' ? `==${version}` : part;
}

/** Below the next change of the leftmost number that is not zero. */
function caretEnd(numbers: readonly number[]): string {
  const index = numbers.findIndex((each) => each !== 0);
  return bumped(numbers, index === -1 ? numbers.length - 1 : index);
}

/** Below the next minor release; with a major one alone below the next major. */
function tildeEnd(numbers: readonly number[]): string {
  return bumped(numbers, Math.min(1, numbers.length - 1));
}

function bumped(numbers: readonly number[], index: number): string {
  return [...numbers.slice(0, index), (numbers[index] ?? 0) + 1].join('.');
}
