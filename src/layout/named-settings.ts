import {
  argumentsOf,
  calleeOf,
  childrenOf,
  findAll,
  originOf,
  textOf,
  type PythonSource,
  type SyntaxNode,
} from './python-source.ts';
import { stringsOf, valuesOf } from './python-strings.ts';

/** What DJANGO_SETTINGS_MODULE can hold: a dotted name, or (DJANGO_CONFIGURATION) a class. */
const dottedName = /^[^\W\d]\w*(\.[^\W\d]\w*)*$/u;

/** A settings module (or another value of a variable) that a file names, and where. */
export interface NamedSettings {
  readonly module: string;
  readonly origin: { readonly file: string; readonly line: number };
}

/**
 * The settings modules a file names for DJANGO_SETTINGS_MODULE, in the order of the text: `os.environ.setdefault(…)`,
 * `os.environ[…] = …`, the default of a read (`os.getenv`, decouple's `config`), a constant, and the
 * `execute_manager(settings)` of Django before 1.4.
 */
export function namedSettings(source: PythonSource): NamedSettings[] {
  const found = namedFor(source, 'DJANGO_SETTINGS_MODULE');
  return found.length > 0 ? found : fromExecuteManager(source);
}

/** What a file names for an environment variable in those ways. */
export function namedFor(source: PythonSource, variable: string): NamedSettings[] {
  if (!source.text.includes(variable)) return [];
  const set = [...fromCalls(source, variable), ...fromAssignments(source, variable)].toSorted(
    (a, b) => a.node.from - b.node.from,
  );
  return set
    .flatMap(({ node, value }) =>
      stringsOf(source, value).map((module) => ({ module, origin: originOf(source, node) })),
    )
    .filter(({ module }) => dottedName.test(module));
}

interface Setting {
  readonly node: SyntaxNode;
  readonly value: SyntaxNode;
}

function fromCalls(source: PythonSource, variable: string): Setting[] {
  return findAll(source.top, 'CallExpression').flatMap((call) => {
    const { positional, named } = argumentsOf(source, call);
    const [name, second] = positional;
    const value = named.get('default') ?? second;
    return name !== undefined && value !== undefined && isVariable(source, name, variable)
      ? [{ node: call, value }]
      : [];
  });
}

function fromAssignments(source: PythonSource, variable: string): Setting[] {
  return findAll(source.top, 'AssignStatement').flatMap((statement) => {
    const [target, , value] = childrenOf(statement);
    const key = target?.name === 'MemberExpression' ? childrenOf(target)[2] : undefined;
    if (key === undefined || value === undefined || !isVariable(source, key, variable)) return [];
    // os.environ[X] = os.environ.get(X, default): the call tells already.
    return findAll(value, 'CallExpression').length > 0 ? [] : [{ node: statement, value }];
  });
}

function isVariable(source: PythonSource, node: SyntaxNode, variable: string): boolean {
  return stringsOf(source, node).includes(variable);
}

function fromExecuteManager(source: PythonSource): NamedSettings[] {
  const call = findAll(source.top, 'CallExpression').find((each) => calleeOf(source, each) === 'execute_manager');
  const [argument] = call === undefined ? [] : argumentsOf(source, call).positional;
  if (call === undefined || argument?.name !== 'VariableName') return [];
  if (valuesOf(source, textOf(source, argument)).length > 0) return [];
  return [{ module: textOf(source, argument), origin: originOf(source, call) }];
}
