import { UserError } from '../../problems.ts';
import { label } from './names.ts';

/** Longest line that `flyctl secrets import` reads: Go's bufio.MaxScanTokenSize, less what ends it. */
const longestLine = 65_000;

/**
 * Lines NAME=value for `flyctl secrets import`, each value in the first form that comes back as it is: bare, in quotes of one
 * kind or the other, or in three of them. Throws `variable-unwritable` for a value that has no such form.
 */
export function secretLines(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${formOf(name, value)}\n`)
    .join('');
}

function formOf(name: string, value: string): string {
  const forms = value.includes('\n') ? [`"""${value}"""`] : [value, `"${value}"`, `'${value}'`, `"""${value}"""`];
  const form = forms.find((each) => each.length < longestLine && readBack(each) === value);
  if (form !== undefined) return form;
  const why = value.length < longestLine ? 'its quotes and line ends have no form that flyctl reads' : 'it is too long';
  throw new UserError({ code: 'variable-unwritable', name, platform: label, why });
}

/** What flyctl reads (superfly/flyctl, internal/command/secrets/parser.go, as of v0.4.87); undefined: it would not end there. */
function readBack(form: string): string | undefined {
  const [first = '', ...rest] = form.split('\n').map((line) => line.replace(/\r$/, ''));
  const start = withoutComment(first.replace(/^ +/, ''));
  if (!start.startsWith('"""')) return rest.length === 0 ? unquoted(start) : undefined;
  if (start.length >= 6 && start.endsWith('"""')) return rest.length === 0 ? start.slice(3, -3) : undefined;
  const end = rest.findIndex((line) => line.endsWith('"""'));
  if (end !== rest.length - 1 || end < 0) return undefined;
  return [start.slice(3), ...rest].join('\n').slice(0, -3);
}

/** With an even number of double quotes before it, a # makes the end of the line lose its spaces. */
function withoutComment(line: string): string {
  const before = line.split('#')[0] ?? '';
  const isComment = before.length < line.length && before.split('"').length % 2 === 1;
  return isComment ? before.replace(/ +$/, '') : line;
}

function unquoted(line: string): string | undefined {
  // A quote alone is taken for both ends of a text, and ends flyctl.
  if (line === '"' || line === "'") return undefined;
  const [, inside] = /^"(.*)"$/.exec(line) ?? /^'(.*)'$/.exec(line) ?? [];
  return inside ?? line;
}
