import type { Problem } from '../problems.ts';
import type { ProjectCode } from './project-code.ts';
import { childrenOf, textOf, type PythonSource, type SyntaxNode } from './python-source.ts';
import { settingValues } from './settings-code.ts';

/**
 * A note on a module of a package of settings that the image uses in place of the package (`site.settings.live` for
 * `site.settings`, which chooses by a variable), where the package sets more besides: the module does not take that over.
 */
export function aroundNote(
  code: ProjectCode,
  named: string,
  used: string,
  sources: readonly PythonSource[],
): readonly Problem[] {
  const file = used.startsWith(`${named}.`) ? code.fileOf(named) : undefined;
  const around = file === undefined ? undefined : code.source(file);
  if (file === undefined || around === undefined) return [];
  const names = setIn(around).filter((name) => !choosesBy(around, name) && settingValues(sources, name).length === 0);
  return names.length === 0 ? [] : [{ code: 'settings-around-more', module: used, around: named, file, names }];
}

/** Settings that a file gives a value whatever it has chosen, those that it adds to included. */
function setIn(source: PythonSource): string[] {
  const names = childrenOf(source.top)
    .filter(({ name }) => name === 'AssignStatement')
    .flatMap(({ firstChild }) => (firstChild?.name === 'VariableName' ? [textOf(source, firstChild)] : []));
  return [...new Set(names)].filter((name) => /^[A-Z][A-Z0-9_]*$/.test(name));
}

/** `if STAGE == "live":`, `match STAGE:`, or part of what such a name is made of. */
function choosesBy(source: PythonSource, name: string): boolean {
  return childrenOf(source.top).some(
    (statement) =>
      statement.name !== 'ImportStatement' &&
      testsOf(source, statement).some((text) => new RegExp(`\\b${name}\\b`).test(text)),
  );
}

function testsOf(source: PythonSource, statement: SyntaxNode): string[] {
  if (statement.name === 'MatchStatement') return textOf(source, statement).split('\n').slice(0, 1);
  if (statement.name !== 'IfStatement') return [];
  return childrenOf(statement)
    .filter(({ name }) => name !== 'Body')
    .map((each) => textOf(source, each));
}
