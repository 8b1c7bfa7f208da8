import type { Problem } from '../problems.ts';
import { literally } from './patterns.ts';
import { folderOf, nameOf } from './paths.ts';
import type { ProjectCode } from './project-code.ts';
import type { PythonSource } from './python-source.ts';
import { stageOf } from './settings-stage.ts';

/**
 * A note on settings of django-split-settings that include a file for development, beside which one for production lies:
 * a variable chooses, and it is not set in the image.
 */
export function stageNote({ files }: ProjectCode, sources: readonly PythonSource[]): readonly Problem[] {
  const [settings] = sources;
  if (settings?.text.includes('split_settings') !== true) return [];
  return sources.slice(1).flatMap(({ path }) => {
    const variable = stageOf(stemOf(path)) === 'development' ? variableFor(settings.text, stemOf(path)) : undefined;
    const beside = files.list.find(
      (each) => each.path.endsWith('.py') && folderOf(each.path) === folderOf(path) && isForProduction(each.path),
    );
    if (variable === undefined || beside === undefined) return [];
    return [{ code: 'settings-stage-open', file: path, beside: beside.path, variable, stage: stemOf(beside.path) }];
  });
}

function isForProduction(path: string): boolean {
  return stageOf(stemOf(path)) === 'production';
}

function stemOf(path: string): string {
  return nameOf(path).replace(/\.py$/, '');
}

/** `environ.setdefault("STAGE", "local")`, `environ.get("STAGE") or "local"`, `config("STAGE", default="local")` */
function variableFor(text: string, stage: string): string | undefined {
  return new RegExp(`\\(\\s*["'](\\w+)["'][^\\n]*["']${literally(stage)}["']`).exec(text)?.[1];
}
