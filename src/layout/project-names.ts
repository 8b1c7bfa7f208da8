import { folderOf } from './paths.ts';
import type { ProjectCode } from './project-code.ts';
import { isConditional } from './python-branches.ts';
import { absoluteModule, boundNames, importsOf } from './python-imports.ts';
import {
  argumentsOf,
  calleeOf,
  childrenOf,
  findAll,
  functionsNamed,
  textOf,
  type PythonSource,
  type SyntaxNode,
} from './python-source.ts';
import { valuesOf, type Expression, type Lookup } from './python-strings.ts';

/**
 * What a name stands for, in the whole project: what the file assigns to it; else what the module that it is imported
 * from does (`from .names import DEFAULT`, `names.DEFAULT`); else, for a parameter, its default and what `callers` (and
 * the file itself) call the function with. What holds whatever the conditions comes last. Of a function: what it returns.
 */
export function projectNames(code: ProjectCode, callers: readonly PythonSource[]): Lookup {
  return {
    values: (source, name) => {
      const own = sorted(valuesOf(source, name)).map((node) => ({ source, node }));
      if (own.length > 0) return own;
      const imported = fromImports(code, source, name, valuesOf);
      return imported.length > 0 ? imported : fromParameters([source, ...callers], source, name);
    },
    returns: (source, name) => {
      const own = returnsOf(source, name).map((node) => ({ source, node }));
      return own.length > 0 ? own : fromImports(code, source, name, returnsOf);
    },
  };
}

function sorted(nodes: readonly SyntaxNode[]): SyntaxNode[] {
  return nodes.toSorted((a, b) => Number(isConditional(b)) - Number(isConditional(a)));
}

/** What a function of the file returns. */
function returnsOf(source: PythonSource, name: string): SyntaxNode[] {
  return functionsNamed(source, name)
    .flatMap((node) => findAll(node, 'ReturnStatement').map(({ lastChild }) => lastChild))
    .filter((node) => node !== null);
}

type InModule = (source: PythonSource, name: string) => readonly SyntaxNode[];

function fromImports(code: ProjectCode, source: PythonSource, name: string, read: InModule): Expression[] {
  const [last = '', ...before] = name.split('.').toReversed();
  const holder = before.toReversed().join('.');
  return importsOf(source).flatMap((taken) => {
    const { module, names, renamed } = taken;
    const own = (bound: string): string => names[boundNames(taken).indexOf(bound)] ?? bound;
    const absolute =
      absoluteModule(moduleOf(code, source.path), source.path.endsWith('/__init__.py'), module) ?? module;
    const parent = holder.split('.')[0] ?? '';
    let holders: string[] = [];
    if (holder === '') holders = boundNames(taken).includes(last) || names.includes('*') ? [absolute] : [];
    else if (boundNames(taken).includes(parent)) holders = [`${absolute}.${own(parent)}${holder.slice(parent.length)}`];
    else if (names.length === 0 && (renamed.get(module) ?? module) === holder) holders = [module];
    return holders.flatMap((each) => inModule(code, each, holder === '' ? own(last) : last, read));
  });
}

function inModule(code: ProjectCode, module: string, name: string, read: InModule): Expression[] {
  const file = code.fileOf(module);
  const source = file === undefined ? undefined : code.source(file);
  return source === undefined ? [] : read(source, name).map((node) => ({ source, node }));
}

/** Dotted name of a file of the project, from the first import root above it. */
export function moduleOf(code: ProjectCode, path: string): string {
  const root = code.importRoots.find((each) => each === '.' || folderOf(path) === each || path.startsWith(`${each}/`));
  const below = root === undefined || root === '.' ? path : path.slice(root.length + 1);
  return below.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
}

function fromParameters(callers: readonly PythonSource[], source: PythonSource, name: string): Expression[] {
  return findAll(source.top, 'FunctionDefinition').flatMap((node) => {
    const called = node.getChild('VariableName');
    const parameters = parametersOf(source, node);
    const index = parameters.findIndex((each) => each.name === name);
    const own = parameters[index]?.value;
    if (called === null || index === -1) return [];
    const given = callers.flatMap((caller) => argumentsGiven(caller, textOf(source, called), name, index));
    return [...given, ...(own === undefined ? [] : [{ source, node: own }])];
  });
}

interface Parameter {
  readonly name: string;
  readonly value: SyntaxNode | undefined;
}

function parametersOf(source: PythonSource, definition: SyntaxNode): Parameter[] {
  const list = definition.getChild('ParamList');
  const parts = list === null ? [] : childrenOf(list);
  return parts.flatMap((part, index) => {
    if (part.name !== 'VariableName' || !/^(\(|,)$/.test(parts[index - 1]?.name ?? '')) return [];
    const assign = parts[index + 1]?.name === 'TypeDef' ? index + 2 : index + 1;
    return [{ name: textOf(source, part), value: parts[assign]?.name === 'AssignOp' ? parts[assign + 1] : undefined }];
  });
}

function argumentsGiven(caller: PythonSource, called: string, name: string, index: number): Expression[] {
  return findAll(caller.top, 'CallExpression').flatMap((call) => {
    if (calleeOf(caller, call).split('.').at(-1) !== called) return [];
    const { positional, named } = argumentsOf(caller, call);
    const node = named.get(name) ?? positional[index];
    return node === undefined ? [] : [{ source: caller, node }];
  });
}
