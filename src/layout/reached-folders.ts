import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isManifestName } from './manifest-names.ts';

/** `-e ../shared`, `-r ../base.txt`, `shared @ file:../shared`, `path = "../shared"`. */
const ABOVE =
  /(?:^\s*|\s-{1,2}\w+[\s=]+|^-{1,2}\w+[\s=]+|file:(?:\/\/\/\$\{PROJECT_ROOT\}\/)?|\bpath\s*=\s*["'])(\.\.(?:\/[^\s"'#;\]]*)?)/;

/** Files and folders beside or above a folder that the manifests in it install from, and the root of its workspace. */
export function reachedFolders(folder: string, above: readonly string[]): readonly string[] {
  const names = namesIn(folder).filter(isManifestName);
  const reached = names.flatMap((name) =>
    textOf(join(folder, name))
      .split(/\r?\n/)
      .flatMap((line) => (/^\s*#/.test(line) ? [] : (ABOVE.exec(line)?.[1] ?? [])))
      .map((path) => resolve(folder, path))
      .filter((path) => existsSync(path)),
  );
  const isMember = names.includes('pyproject.toml') && !names.includes('uv.lock');
  const workspace = isMember ? above.find((each) => isWorkspace(textOf(join(each, 'pyproject.toml')))) : undefined;
  return workspace === undefined ? reached : [...reached, workspace];
}

function isWorkspace(text: string): boolean {
  return /^\s*\[tool\.uv\.workspace\]/m.test(text);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
