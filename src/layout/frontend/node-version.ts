import { createRequire } from 'node:module';
import type { Fact } from '../../values/fact.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { join } from '../paths.ts';
import { nodeInDockerfile } from './built-in-dockerfile.ts';
import { lineOfKey, type NodePackage } from './node-packages.ts';
import { oldWebpack } from './old-webpack.ts';
import type * as Ranges from './node-ranges.ts';

/** Taken where several would do: those with long support first, the newest that is not new any more before all. */
const PREFERRED = ['24', '22', '20', '26', '18', '16', '14', '25', '23', '21', '19', '12'];
const [DEFAULT = '24'] = PREFERRED;
/** The last whose OpenSSL has MD4 (https://nodejs.org/en/blog/release/v17.0.0). */
const WITH_MD4 = '16';
/** Code names of releases (https://github.com/nodejs/Release). */
const CODE_NAMES: Readonly<Record<string, string>> = {
  erbium: '12',
  fermium: '14',
  gallium: '16',
  hydrogen: '18',
  iron: '20',
  jod: '22',
  krypton: '24',
};

/**
 * The Node that a front end is built with: Volta's pin, .nvmrc, .node-version, .tool-versions, mise.toml, each of its folder and of
 * those above up to where it is installed; a Dockerfile's that `engines` allows, else `engines`; else the newest that its
 * webpack runs on; else the one with long support that is in most use.
 */
export function nodeVersion(
  files: ProjectFiles,
  found: NodePackage,
  folders: readonly string[],
  lock?: string,
): Fact<string> {
  for (const { text, file, line } of said(files, found, folders)) {
    const value = chosen(text);
    if (value !== undefined) {
      const why = value === text.replace(/^v/, '') ? undefined : `${text} is asked for`;
      return { value, origin: { file, line }, ...(why !== undefined && { why }) };
    }
  }
  const old = oldWebpack(files, found, lock);
  if (old !== undefined) {
    return { value: WITH_MD4, origin: old.origin, why: `${old.what} does not run on Node 17 and later` };
  }
  return { value: DEFAULT, origin: 'default', why: 'nothing names a version' };
}

/** `node = "22"` of `[tools]`, or a table with its version. */
const IN_MISE = /^\s*"?node(?:js)?"?\s*=\s*(?:\{\s*version\s*=\s*)?["'](\d[\w.]*|lts)["']/;

interface Said {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

function said(files: ProjectFiles, found: NodePackage, folders: readonly string[]): readonly Said[] {
  const { volta, engines, path, text } = found;
  const pinned =
    volta['node'] === undefined ? [] : [{ text: volta['node'], file: path, line: lineOfKey(text, 'volta') }];
  const allowed =
    engines['node'] === undefined ? [] : [{ text: engines['node'], file: path, line: lineOfKey(text, 'engines') }];
  const inFiles = folders.flatMap((folder) => [
    ...firstLine(files, join(folder, '.nvmrc')),
    ...firstLine(files, join(folder, '.node-version')),
    ...firstLine(files, join(folder, '.tool-versions'), /^nodejs\s+(\S+)/),
    ...['mise.toml', '.mise.toml'].flatMap((name) => firstLine(files, join(folder, name), IN_MISE)),
  ]);
  return [...pinned, ...inFiles, ...inDockerfile(files, found), ...allowed];
}

/** The image that it is built in, by its major version: none where `engines` allows but a part of that. */
function inDockerfile(files: ProjectFiles, found: NodePackage): readonly Said[] {
  const image = nodeInDockerfile(files, found);
  if (image === undefined) return [];
  const range = found.engines['node'];
  const isAllowed =
    range === undefined || ranges().validRange(range) === null || ranges().subset(`${image.node}.x`, range);
  return isAllowed ? [{ text: image.node, file: image.file, line: image.line }] : [];
}

function firstLine(files: ProjectFiles, file: string | undefined, pattern = /^\s*([^\s#]+)/): readonly Said[] {
  const lines = file === undefined ? [] : (files.readText(file) ?? '').split(/\r?\n/);
  const index = lines.findIndex((line) => pattern.test(line));
  const text = pattern.exec(lines[index] ?? '')?.[1];
  return text === undefined || file === undefined ? [] : [{ text, file, line: index + 1 }];
}

/** A release by number or code name as it stands; of a range the first preferred one, or the range when it is narrower. */
function chosen(text: string): string | undefined {
  const name = text.toLowerCase().replace(/^lts\//, '');
  if (['*', 'lts', 'node', 'stable', 'current', 'latest', ''].includes(name)) return DEFAULT;
  if (name in CODE_NAMES) return CODE_NAMES[name];
  const bare = text.trim().replace(/^v(?=\d)/, '');
  if (/^\d+(\.\d+\.\d+)?$/.test(bare)) return bare;
  const { intersects, subset, validRange } = ranges();
  if (validRange(bare) === null) return undefined;
  const whole = PREFERRED.find((major) => subset(`${major}.x`, bare));
  if (whole !== undefined) return whole;
  const part = PREFERRED.find((major) => intersects(`${major}.x`, bare));
  // Older than all of them: the range is as good as a release.
  if (part === undefined) return bare;
  return bare.includes('||') ? bare : `${part}.x ${bare}`;
}

/** Loaded by the first range. */
function ranges(): typeof Ranges {
  const file = import.meta.url.endsWith('.ts') ? './node-ranges.ts' : './node-ranges.cjs';
  return createRequire(import.meta.url)(file) as typeof Ranges;
}
