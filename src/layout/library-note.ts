import type { Problem } from '../problems.ts';
import { place } from '../values/place.ts';
import { isStandardLibrary } from './guessed/standard-library.ts';
import { hasTop, type ProjectCode } from './project-code.ts';
import { importsOf } from './python-imports.ts';
import { findAll, originOf, textOf, type PythonSource } from './python-source.ts';

/** Read as what they are elsewhere, or without variables of their own. */
const known = /^(django|configurations|pydantic|pydantic_settings|dynaconf)(\.|$)/;

/**
 * A note on settings that a library has a part in, which nothing of the project shows: taken over from it whole
 * (`from resonant_settings.django import *`), or written as classes of it.
 * Not what is tried, or taken in on a condition: it may not be there.
 */
export function libraryNote(code: ProjectCode, sources: readonly PythonSource[]): readonly Problem[] {
  const found = sources.flatMap((source) => {
    const foreign = importsOf(source).filter(
      ({ module, node }) => isForeign(code, module) && node.parent === source.top,
    );
    const bases = basesOfSettings(source);
    return foreign
      .filter(({ names }) => names.includes('*') || names.some((name) => bases.has(name)))
      .map(({ module, node }) => ({ module, where: place(originOf(source, node)) }));
  });
  const libraries = new Set(found.map(({ module }) => topOf(module)));
  const parts = [...libraries].map((library) => {
    const own = found.filter(({ module }) => topOf(module) === library);
    return { library, modules: own.map(({ module }) => module), where: own[0]?.where ?? '' };
  });
  return parts.length === 0 ? [] : [{ code: 'settings-of-library', parts }];
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
