import { argumentsOf, calleeOf, findAll, textOf, type PythonSource, type SyntaxNode } from '../python-source.ts';
import { stringsOf, valuesOf } from '../python-strings.ts';

const reads = /(^|\.)(get|getenv|config|env\w*|str|url|cache|cache_url|get_env\w*|getenv\w*|Value|environ)$/i;
const isName = /^[A-Z_][A-Z0-9_]*$/;
const MOST_STEPS = 20;

/** Names of the environment variables that an expression reads, those of the file's own names in it included. */
export function variablesRead(source: PythonSource, node: SyntaxNode): readonly string[] {
  const seen = new Set<string>();
  const visit = (expression: SyntaxNode): string[] => [
    ...inCalls(source, expression),
    ...inSubscripts(source, expression),
    ...findAll(expression, 'VariableName').flatMap((name) => {
      const text = textOf(source, name);
      if (seen.has(text) || seen.size > MOST_STEPS) return [];
      seen.add(text);
      return valuesOf(source, text).flatMap(visit);
    }),
  ];
  return [...new Set(visit(node))];
}

function inCalls(source: PythonSource, node: SyntaxNode): string[] {
  return findAll(node, 'CallExpression')
    .filter((call) => reads.test(calleeOf(source, call)))
    .flatMap((call) => {
      const { positional, named } = argumentsOf(source, call);
      const name = named.get('environ_name') ?? positional[0];
      return name === undefined ? [] : stringsOf(source, name).filter((text) => isName.test(text));
    });
}

/** `os.environ["REDIS_URL"]`. */
function inSubscripts(source: PythonSource, node: SyntaxNode): string[] {
  return findAll(node, 'MemberExpression').flatMap((member) => {
    const [, name] = /environ\s*\[\s*["']([A-Z_][A-Z0-9_]*)["']\s*\]$/.exec(textOf(source, member)) ?? [];
    return name === undefined ? [] : [name];
  });
}
