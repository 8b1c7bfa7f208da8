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
import { isConditional } from './python-branches.ts';
import { importsOf } from './python-imports.ts';
import { stringsOf, valuesOf, type Lookup } from './python-strings.ts';

export const SETTINGS_VARIABLE = 'DJANGO_SETTINGS_MODULE';
/** Django's own constant for it (django.conf). */
const SETTINGS_CONSTANT = 'ENVIRONMENT_VARIABLE';
/** What DJANGO_SETTINGS_MODULE can hold: a dotted name (importlib takes `my-site.settings` too), or (DJANGO_CONFIGURATION) a class. */
const dottedName = /^[\w-]+(\.[\w-]+)*$/u;

/** A settings module (or another value of a variable) that a file names, and where. */
export interface NamedSettings {
  readonly module: string;
  readonly origin: { readonly file: string; readonly line: number };
}

/**
 * The settings modules a file names for DJANGO_SETTINGS_MODULE, in the order of the text, what stands under a condition
 * first: `os.environ.setdefault(…)` (by keywords too),
 * `os.environ[…] = …`, `os.environ.update(…)`, the default of a read (`os.getenv`, decouple's `config`), a constant
 * (of another module, with `lookup`), and the `execute_manager(settings)` of Django before 1.4.
 */
export function namedSettings(source: PythonSource, lookup?: Lookup): NamedSettings[] {
  const found = namedFor(source, SETTINGS_VARIABLE, lookup);
  return found.length > 0 ? found : fromExecuteManager(source);
}

/** What a file names for an environment variable in those ways. */
export function namedFor(source: PythonSource, variable: string, lookup?: Lookup): NamedSettings[] {
  if (!mentions(source, variable)) return [];
  const set = [...fromCalls(source, variable), ...fromUpdates(source, variable), ...fromAssignments(source, variable)]
    .toSorted((a, b) => a.node.from - b.node.from)
    .toSorted((a, b) => Number(isConditional(b.node)) - Number(isConditional(a.node)));
  return set
    .flatMap(({ node, value }) =>
      stringsOf(source, value, lookup).map((module) => ({ module, origin: originOf(source, node) })),
    )
    .filter(({ module }) => dottedName.test(module))
    .filter(({ module }, index, all) => all.findIndex((each) => each.module === module) === index);
}

/** Whether a file speaks of the variable at all: cheaper than parsing it. */
export function mentions(source: { readonly text: string }, variable: string): boolean {
  return source.text.includes(variable) || (variable === SETTINGS_VARIABLE && source.text.includes(SETTINGS_CONSTANT));
}

interface Setting {
  readonly node: SyntaxNode;
  readonly value: SyntaxNode;
}

function fromCalls(source: PythonSource, variable: string): Setting[] {
  return findAll(source.top, 'CallExpression').flatMap((call) => {
    const { positional, named } = argumentsOf(source, call);
    const [first, second] = positional;
    const name = first ?? named.get('key');
    const value = named.get('default') ?? named.get('value') ?? second;
    return name !== undefined && value !== undefined && isVariable(source, name, variable)
      ? [{ node: call, value }]
      : [];
  });
}

/** `os.environ.update({"X": value})`, `os.environ.update(X=value)`. */
function fromUpdates(source: PythonSource, variable: string): Setting[] {
  return findAll(source.top, 'CallExpression')
    .filter((call) => calleeOf(source, call).endsWith('environ.update'))
    .flatMap((call) => {
      const { positional, named } = argumentsOf(source, call);
      const value = named.get(variable);
      const parts = positional.filter(({ name }) => name === 'DictionaryExpression').flatMap(childrenOf);
      const at = parts.findIndex((part) => part.name !== ':' && isVariable(source, part, variable));
      return [value, at === -1 ? undefined : parts[at + 2]].filter((each) => each !== undefined);
    })
    .map((value) => ({ node: value, value }));
}

function fromAssignments(source: PythonSource, variable: string): Setting[] {
  return findAll(source.top, 'AssignStatement').flatMap((statement) => {
    const [target, , value] = childrenOf(statement);
    const key = target?.name === 'MemberExpression' ? childrenOf(target)[2] : undefined;
    if (key === undefined || value === undefined || !isVariable(source, key, variable)) return [];
    // os.environ[X] = os.environ.get(X, default): the call tells already.
    const isTold = findAll(value, 'CallExpression').some((call) => {
      const [name] = argumentsOf(source, call).positional;
      return name !== undefined && isVariable(source, name, variable);
    });
    return isTold ? [] : [{ node: statement, value }];
  });
}

function isVariable(source: PythonSource, node: SyntaxNode, variable: string): boolean {
  if (variable === SETTINGS_VARIABLE && /(^|\.)ENVIRONMENT_VARIABLE$/.test(textOf(source, node))) return true;
  return stringsOf(source, node).includes(variable);
}

/** `import settings`, or `from config import settings`, and `execute_manager(settings)`. */
function fromExecuteManager(source: PythonSource): NamedSettings[] {
  if (!source.text.includes('execute_manager')) return [];
  const call = findAll(source.top, 'CallExpression').find((each) => calleeOf(source, each) === 'execute_manager');
  const [argument] = call === undefined ? [] : argumentsOf(source, call).positional;
  if (call === undefined || argument?.name !== 'VariableName') return [];
  const name = textOf(source, argument);
  if (valuesOf(source, name).length > 0) return [];
  const from = importsOf(source).find(({ names }) => names.includes(name));
  const module = from === undefined || /^\.*$/.test(from.module) ? name : `${from.module}.${name}`;
  return [{ module, origin: originOf(source, call) }];
}
