import { childrenOf, textOf, type SyntaxNode } from '../python-source.ts';
import { absoluteModule } from '../python-imports.ts';
import { noteImports } from './certain-imports.ts';
import { assign, next, type Flow, type Frame } from './frame.ts';
import { isOwnModule, loadModule } from './modules.ts';
import { PythonError } from './python-error.ts';
import { nativeValue } from './readers.ts';
import { unknown, type Value } from './values.ts';

/** What an import takes, and under which name. */
interface Taken {
  readonly name: string;
  readonly as: string | undefined;
}

/**
 * Runs an import: modules of the project are run in turn, once; the rest is known by name.
 * @throws PythonError when a module of the project is not there, or raises and the code around catches that
 */
export function importStatement(frame: Frame, node: SyntaxNode): Flow {
  const words = childrenOf(node);
  const middle = words.findIndex(({ name }) => name === 'import');
  const taken = takenIn(frame, words.slice(middle + 1));
  if (words[0]?.name === 'import') {
    noteImports(
      frame,
      node,
      taken.map(({ name }) => name),
    );
    for (const each of taken) importModule(frame, each);
  } else {
    const from = words.slice(1, middle).map((word) => textOf(frame.source, word));
    importFrom(frame, node, from.join(''), taken);
  }
  return next;
}

function takenIn(frame: Frame, words: readonly SyntaxNode[]): Taken[] {
  const groups: SyntaxNode[][] = [[]];
  for (const word of words) {
    if (word.name === ',') groups.push([]);
    else if (!/^[()]$|^Comment$/.test(word.name)) groups.at(-1)?.push(word);
  }
  return groups.flatMap((group) => {
    const at = group.findIndex(({ name }) => name === 'as');
    const name = group
      .slice(0, at === -1 ? undefined : at)
      .map((word) => textOf(frame.source, word))
      .join('');
    const as = at === -1 ? undefined : group[at + 1];
    return name === '' ? [] : [{ name, as: as === undefined ? undefined : textOf(frame.source, as) }];
  });
}

function importModule(frame: Frame, { name, as }: Taken): void {
  const module = own(frame, name);
  const top = name.split('.')[0] ?? name;
  if (as !== undefined) assign(frame, as, module ?? nativeValue(frame, name));
  else assign(frame, top, module === undefined ? nativeValue(frame, top) : (frame.run.modules.get(top) ?? unknown));
}

function importFrom(frame: Frame, node: SyntaxNode, written: string, taken: readonly Taken[]): void {
  const isPackage = frame.source.path.endsWith('/__init__.py');
  const name = absoluteModule(frame.module, isPackage, written);
  if (name === undefined) return;
  const names = taken.map((each) => each.name);
  const members = name.startsWith('django.') || isEmpty(frame, name) ? names.filter((each) => each !== '*') : [];
  noteImports(frame, node, [name, ...members.map((each) => `${name}.${each}`)]);
  const module = own(frame, name, { isTakenWhole: names.includes('*'), names });
  for (const each of taken) {
    if (each.name !== '*') assign(frame, each.as ?? each.name, fromModule(frame, name, module, each.name));
    else
      for (const [known, value] of module?.scope.names ?? []) if (!known.startsWith('_')) assign(frame, known, value);
  }
}

function fromModule(frame: Frame, module: string, value: ReturnType<typeof loadModule>, name: string): Value {
  if (value === undefined && !isOwnModule(frame.run, module)) return nativeValue(frame, `${module}.${name}`);
  const found = value?.scope.names.get(name) ?? loadModule(frame, `${module}.${name}`);
  if (found === undefined && frame.isCertain && isEmpty(frame, module))
    throw new PythonError('ImportError', frame.because);
  return found ?? unknown;
}

/** A package whose `__init__.py` holds nothing has nothing but its modules. */
function isEmpty({ run: { code } }: Frame, module: string): boolean {
  const file = code.fileOf(module);
  return (
    file?.endsWith('/__init__.py') === true &&
    code.files
      .readText(file)
      ?.replaceAll(/^\s*#.*$/gm, '')
      .trim() === ''
  );
}

/** A module of the project; undefined for any other. One that the project should have and has not is an ImportError. */
function own(frame: Frame, name: string, taken?: Parameters<typeof loadModule>[2]): ReturnType<typeof loadModule> {
  const module = loadModule(frame, name, taken);
  if (module === undefined && isOwnModule(frame.run, name) && frame.isCertain) {
    throw new PythonError('ModuleNotFoundError', []);
  }
  return module;
}
