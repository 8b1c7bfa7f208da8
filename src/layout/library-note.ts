import type { Problem } from '../problems.ts';
import type { Fact } from '../values/fact.ts';
import { place } from '../values/place.ts';
import { normalizedName } from './dependencies/requirement.ts';
import { isStandardLibrary } from './guessed/standard-library.ts';
import { hasTop, type ProjectCode } from './project-code.ts';
import { nameOf } from './paths.ts';
import { moduleOf } from './project-names.ts';
import { absoluteModule, importsOf, type PythonImport } from './python-imports.ts';
import { findAll, originOf, textOf, type PythonSource, type SyntaxNode } from './python-source.ts';

/** Read as what they are elsewhere, or without variables of their own. */
const known = /^(django|configurations|pydantic|pydantic_settings|dynaconf)(\.|$)/;

/** What of the settings lies in libraries, and the note on it. */
export interface FoundLibraries {
  /** By the library, where the first of its modules is taken in. */
  readonly facts: readonly Fact<string>[];
  readonly problems: readonly Problem[];
}

/**
 * Libraries that have a part in the settings which nothing of the project shows: taken over from them whole
 * (`from resonant_settings.django import *`), or written as classes of them.
 * Not what is taken in on a condition, and of what is tried (`except ImportError`) only what is certain to be there.
 * @param required distributions that are installed
 * @param understood libraries whose classes were read as they take them
 */
export function findLibraries(
  code: ProjectCode,
  sources: readonly PythonSource[],
  understood: ReadonlySet<string> = new Set(),
  required: readonly string[] = [],
): FoundLibraries {
  const found = sources.flatMap((source) => {
    const all = importsOf(source).filter(({ module }) => isForeign(code, module));
    const foreign = all.filter(
      ({ node, module }) =>
        node.parent === source.top ||
        isInEachBranch(node, module, all) ||
        isTriedForCertain(code, source, node, required),
    );
    const bases = basesOfSettings(source);
    return foreign
      .filter(({ names }) => names.includes('*') || names.some((name) => bases.has(name)))
      .map(({ module, node }) => ({ module, library: topOf(module), origin: originOf(source, node) }));
  });
  const unread = found.filter(({ library }) => !understood.has(library));
  const firsts = unread.filter((each, index) => unread.findIndex(({ library }) => library === each.library) === index);
  const parts = firsts.map(({ library, origin }) => ({
    library,
    modules: unread.filter((each) => each.library === library).map(({ module }) => module),
    where: place(origin),
  }));
  return {
    facts: firsts.map(({ library, origin }) => ({ value: library, origin })),
    problems: parts.length === 0 ? [] : [{ code: 'settings-of-library', parts }],
  };
}

/** `if STAGE == "a": from house.a import *`, `else: from house.b import *`: the library is taken in either way. */
function isInEachBranch({ parent }: SyntaxNode, module: string, all: readonly PythonImport[]): boolean {
  const statement = parent?.name === 'Body' ? parent.parent : null;
  if (statement?.name !== 'IfStatement' || statement.parent?.parent !== null || statement.getChild('else') === null)
    return false;
  const isThere = (body: SyntaxNode): boolean =>
    all.some((each) => topOf(each.module) === topOf(module) && each.node.parent?.from === body.from);
  return statement.getChildren('Body').every(isThere);
}

/**
 * `try: from house.settings import *`, where that is a package which is required; or what `except ImportError` takes in place
 * of a module that the project has not, as git ignores it: `try: from .local_settings import *`.
 */
function isTriedForCertain(
  code: ProjectCode,
  source: PythonSource,
  node: SyntaxNode,
  required: readonly string[],
): boolean {
  const clause = node.parent;
  const statement = clause?.name === 'Body' ? clause.parent : null;
  if (clause === null || statement?.name !== 'TryStatement' || statement.parent?.parent !== null) return false;
  const all = importsOf(source);
  const body = statement.getChild('Body');
  if (body?.from === clause.from) {
    return all.some((each) => each.node.from === node.from && required.includes(normalizedName(topOf(each.module))));
  }
  if (/^(else|finally)$/.test(clause.prevSibling?.name ?? '')) return false;
  const tried = all.filter((each) => each.node.parent?.from === body?.from);
  return tried.some(({ module }) => isLackingOwn(code, source, module));
}

/** A module of the project that has no file. */
function isLackingOwn(code: ProjectCode, source: PythonSource, module: string): boolean {
  const isPackage = nameOf(source.path) === '__init__.py';
  const absolute = absoluteModule(moduleOf(code, source.path), isPackage, module);
  return absolute !== undefined && hasTop(code, topOf(absolute)) && code.fileOf(absolute) === undefined;
}

function topOf(module: string): string {
  return module.split('.')[0] ?? '';
}

/** Not of the project, and not what git ignores of it (`local_settings`). */
function isForeign(code: ProjectCode, module: string): boolean {
  const top = topOf(module);
  if (top === '' || known.test(module) || /local|secret|private/.test(module)) return false;
  return !isStandardLibrary(top) && !hasTop(code, top);
}

/** What the classes derive from that hold what every project sets. */
function basesOfSettings(source: PythonSource): ReadonlySet<string> {
  if (!source.text.includes('INSTALLED_APPS')) return new Set();
  const classes = findAll(source.top, 'ClassDefinition').filter((each) =>
    /^\s+INSTALLED_APPS\b/m.test(textOf(source, each)),
  );
  const bases = classes.flatMap((each) => each.getChild('ArgList') ?? []);
  return new Set(bases.flatMap((list) => textOf(source, list).match(/\w+/g) ?? []));
}

/** What was not found may stand in a library's part of the settings: the build and the image see it. */
export function withLibraries<T>(fact: Fact<T>, none: T, libraries: readonly Fact<string>[]): Fact<T> {
  const [library] = libraries;
  if (fact.value !== none || library === undefined) return fact;
  return { ...fact, origin: library.origin, why: `not found; ${library.value}, a library, has a part in the settings` };
}

/** All notes, but for one that where the broker of Celery is may stand there too. */
export function withoutBroker(
  found: readonly { readonly problems: readonly Problem[] }[],
  libraries: readonly Fact<string>[],
): readonly Problem[] {
  const isWhole = libraries.length === 0;
  return found.flatMap(({ problems }) => problems).filter(({ code }) => isWhole || code !== 'celery-without-broker');
}
