import type { Problem } from '../problems.ts';
import { loadedModules } from './environment/included.ts';
import { literally } from './patterns.ts';
import { folderOf, nameOf } from './paths.ts';
import type { ProjectCode } from './project-code.ts';
import { absoluteModule, importsOf } from './python-imports.ts';
import { textOf, type PythonSource, type SyntaxNode } from './python-source.ts';
import { stageOf } from './settings-stage.ts';

/** A file for development that the settings take in, and the files where the variable that chooses it may be read. */
interface Taken {
  readonly path: string;
  readonly readIn: readonly string[];
}

/**
 * A note on settings that take in a file for development, beside which one for production lies: a variable chooses, by
 * django-split-settings or by `if STAGE == "development":`, and it is not set in the image.
 */
export function stageNote(code: ProjectCode, module: string, sources: readonly PythonSource[]): readonly Problem[] {
  const [settings] = sources;
  if (settings === undefined) return [];
  const taken = settings.text.includes('split_settings')
    ? sources.slice(1).map(({ path }): Taken => ({ path, readIn: [settings.text] }))
    : takenByBranch(code, module, settings);
  return taken.flatMap(({ path, readIn }) => {
    const stage = stemOf(path);
    const variable = stageOf(stage) === 'development' ? variableFor(readIn, stage) : undefined;
    const beside = code.files.list.find(
      (each) => each.path.endsWith('.py') && folderOf(each.path) === folderOf(path) && isForProduction(each.path),
    );
    if (variable === undefined || beside === undefined) return [];
    return [{ code: 'settings-stage-open', file: path, beside: beside.path, variable, stage: stemOf(beside.path) }];
  });
}

/** What is imported under a condition that names it, and that holds. */
function takenByBranch(code: ProjectCode, module: string, settings: PythonSource): readonly Taken[] {
  const imports = importsOf(settings).flatMap(({ module: written, node }) => {
    const absolute = absoluteModule(module, settings.path.endsWith('/__init__.py'), written);
    const path = absolute === undefined ? undefined : code.fileOf(absolute);
    return absolute === undefined || path === undefined ? [] : [{ absolute, path, node }];
  });
  const open = imports.filter(
    ({ path, node }) => stageOf(stemOf(path)) === 'development' && conditionOf(settings, node).includes(stemOf(path)),
  );
  if (open.length === 0) return [];
  const loaded = loadedModules(code, module);
  const readIn = [settings.text, ...imports.map(({ path }) => code.files.readText(path) ?? '')];
  return open.filter(({ absolute }) => loaded.has(absolute)).map(({ path }) => ({ path, readIn }));
}

/** The text of the condition that a statement stands under. */
function conditionOf(source: PythonSource, { parent }: SyntaxNode): string {
  if (parent?.name !== 'Body' || parent.parent?.name !== 'IfStatement' || parent.prevSibling === null) return '';
  return textOf(source, parent.prevSibling);
}

function isForProduction(path: string): boolean {
  return stageOf(stemOf(path)) === 'production';
}

function stemOf(path: string): string {
  return nameOf(path).replace(/\.py$/, '');
}

/** `environ.setdefault("STAGE", "local")`, `environ.get("STAGE") or "local"`, `config("STAGE", default="local")` */
function variableFor(texts: readonly string[], stage: string): string | undefined {
  const pattern = new RegExp(`\\(\\s*["'](\\w+)["'][^\\n]*["']${literally(stage)}["']`);
  return texts.map((text) => pattern.exec(text)?.[1]).find((each) => each !== undefined);
}
