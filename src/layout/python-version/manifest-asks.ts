import type { ProjectFiles } from '../../values/project-files.ts';
import { at, lineOfKey, tableOf } from '../dependencies/toml.ts';
import { isCondaName } from '../manifest-names.ts';
import { join, nameOf } from '../paths.ts';
import { ask, type Ask } from './ask.ts';

/** Where manifests and locks in TOML say which Python they are for. `plain`: a bare version there is one, not a range. */
const keys: readonly (readonly [file: string, key: string, path: readonly string[], kind?: Ask['kind']])[] = [
  ['pyproject.toml', 'requires-python', ['project', 'requires-python']],
  ['pyproject.toml', 'python', ['tool', 'poetry', 'dependencies', 'python']],
  ['pyproject.toml', 'python', ['tool', 'hatch', 'envs', 'default', 'python'], 'pin'],
  ['Pipfile', 'python_full_version', ['requires', 'python_full_version']],
  ['Pipfile', 'python_version', ['requires', 'python_version']],
  ['uv.lock', 'requires-python', ['requires-python']],
  ['poetry.lock', 'python-versions', ['metadata', 'python-versions']],
  ['pdm.lock', 'requires_python', ['metadata', 'requires_python']],
  ['pylock.toml', 'requires-python', ['requires-python']],
];

/** What the manifests and the lock files of a folder demand. A bare version (`3.12`) is a pin, all else a range. */
export function manifestAsks(files: ProjectFiles, folder: string): readonly Ask[] {
  const found = keys.flatMap(([name, key, path, kind]) => {
    const file = join(folder, name) ?? name;
    // A lock is large: only its few lines of metadata are looked at.
    const value = name.endsWith('.lock') ? lockValue(files, file, key) : valueAt(files, file, path);
    const text = Array.isArray(value) ? value.find((each) => typeof each === 'string') : tableVersion(value);
    return typeof text !== 'string' ? [] : [ask(kind ?? kindOf(text), text, file, lineIn(files, file, key, text))];
  });
  return [...found, ...pipfileLock(files, join(folder, 'Pipfile.lock')), ...setuptools(files, folder)];
}

/** `- python=3.11` in the file that conda would install from, with a channel before it or a build behind: any 3.11. */
export function condaAsks(files: ProjectFiles, manifests: readonly string[]): readonly Ask[] {
  return manifests
    .filter((path) => isCondaName(nameOf(path)))
    .flatMap((path) =>
      (files.readText(path) ?? '').split(/\r?\n/).flatMap((line, index) => {
        const [, text] = /^\s*-\s*["']?(?:[\w.-]+::)?python\s*([=<>!~][^"'#]*)/.exec(line) ?? [];
        const version = /^={1,2}\s*(\d+\.\d+[\d.]*)/.exec(text ?? '')?.[1]?.replace(/\.$/, '');
        const kind = version === undefined ? 'range' : 'pin';
        return text === undefined ? [] : [ask(kind, version ?? text.trim(), path, index + 1)];
      }),
    );
}

function valueAt(files: ProjectFiles, file: string, path: readonly string[]): unknown {
  return files.entry(file) === undefined ? undefined : at(tableOf(files, file), ...path);
}

function tableVersion(value: unknown): unknown {
  return at(value, 'version') ?? value;
}

function kindOf(text: string): Ask['kind'] {
  return /^=*\s*\d+\.\d+(\.[\d*]+)?$/.test(text.trim()) && !text.includes('*') && !text.startsWith('=')
    ? 'pin'
    : 'range';
}

function lockValue(files: ProjectFiles, file: string, key: string): string | undefined {
  return new RegExp(`^${key}\\s*=\\s*"([^"]*)"`, 'm').exec(files.readText(file) ?? '')?.[1];
}

/** The line that assigns the text to the key: `python` is a key of more than one table. */
function lineIn(files: ProjectFiles, file: string, key: string, text: string): number | undefined {
  const index = (files.readText(file) ?? '')
    .split('\n')
    .findIndex((line) => new RegExp(`^\\s*"?${key}"?\\s*=`).test(line) && line.includes(text));
  return index === -1 ? lineOfKey(files, file, key) : index + 1;
}

function pipfileLock(files: ProjectFiles, file: string | undefined): readonly Ask[] {
  const text = (file === undefined ? undefined : files.readText(file)) ?? '';
  const head = /"requires"\s*:\s*\{([^}]*)\}/.exec(text);
  const found = /"python_(?:full_)?version"\s*:\s*"([^"]+)"/.exec(head?.[1] ?? '');
  if (file === undefined || head === null || found?.[1] === undefined) return [];
  const line = text.slice(0, head.index + head[0].indexOf(found[0])).split('\n').length;
  return [ask(kindOf(found[1]), found[1], file, line)];
}

/** `python_requires` of setup.cfg and setup.py, where it stands there as a literal. */
function setuptools(files: ProjectFiles, folder: string): readonly Ask[] {
  return ['setup.cfg', 'setup.py'].flatMap((name) => {
    const file = join(folder, name) ?? name;
    const text = files.readText(file) ?? '';
    const pattern =
      nameOf(file) === 'setup.cfg'
        ? /^python[_-]requires\s*=[ \t]*(\S[^\n\r#]*)/m
        : /\bpython_requires\s*=\s*(?:['"])([^'"]+)/;
    const found = pattern.exec(text);
    const line = found === null ? 0 : text.slice(0, found.index).split('\n').length;
    return found?.[1] === undefined ? [] : [ask(kindOf(found[1]), found[1].trim(), file, line)];
  });
}
