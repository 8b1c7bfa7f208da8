import type { ProjectFiles } from '../../values/project-files.ts';
import { at, tableOf } from '../dependencies/toml.ts';
import { join, nameOf } from '../paths.ts';
import { ask, type Ask } from './ask.ts';
import { pythonOfImage } from './dockerfile-python.ts';
import { filesBesideCode } from '../files-by-kind.ts';

/** A line of a file that names a Python: the first group is its version. */
interface Witness {
  readonly file: RegExp;
  readonly line: RegExp;
}

/** Files of platforms say what runs in production. */
const platforms: readonly Witness[] = [
  {
    file: /^(\.platform\.app\.ya?ml|\.platform\/.*\.ya?ml|\.upsun\/.*\.ya?ml)$/,
    line: /^\s*type:\s*['"]?python:(3\.\d+)/,
  },
  { file: /^app\.ya?ml$/, line: /^runtime:\s*['"]?python(3\d+)/ },
  { file: /^zappa_settings\.(json|toml|ya?ml)$/, line: /runtime['"]?\s*[:=]\s*['"]?python(3\.\d+)/ },
  { file: /^(docker-)?compose[\w.-]*\.ya?ml$/, line: /^\s*image:\s*['"]?(\S+)/ },
  { file: /^environment\.ya?ml$/, line: /^\s*-\s*python\s*=+\s*(3\.\d+)/ },
];

/** Files of CI and of tools: the newest that is tested need not be the one that runs, so they speak last. */
const tools: readonly Witness[] = [
  { file: /^\.readthedocs\.ya?ml$/, line: /^\s*python:\s*['"]?(3\.\d+)/ },
  { file: /^\.github\/workflows\/.*\.ya?ml$/, line: /python-version['"]?\s*:\s*\[?\s*['"]?(3\.\d+)/ },
  { file: /^\.gitlab-ci\.ya?ml$/, line: /image:\s*['"]?(\S+)/ },
  { file: /^\.travis\.ya?ml$/, line: /^\s*(?:python:\s*|-\s*)\[?['"]?(3\.\d+)/ },
  { file: /^\.circleci\/config\.ya?ml$/, line: /image:\s*['"]?(\S+)/ },
  { file: /^tox\.ini$/, line: /(?:envlist|env_list|basepython)\s*=.*?\bpy(?:thon)?(3\.?\d+)/ },
  { file: /^mypy\.ini$|^setup\.cfg$/, line: /^python_version\s*=\s*(3\.\d+)/ },
];

/** What those who deploy say: beside manage.py and above it. */
export function platformAsks(files: ProjectFiles, folders: readonly string[]): readonly Ask[] {
  return witnessed(files, folders, platforms).map((each) => ({ ...each, kind: 'pin' as const }));
}

/** What the requirements were compiled with, and what tools and tests run. */
export function hintAsks(
  files: ProjectFiles,
  folders: readonly string[],
  manifests: readonly string[],
): readonly Ask[] {
  return [
    ...manifests.flatMap((file) => compiledWith(files, file)),
    ...folders.flatMap((folder) => linters(files, folder)),
    ...witnessed(files, folders, tools),
  ];
}

function witnessed(files: ProjectFiles, folders: readonly string[], witnesses: readonly Witness[]): readonly Ask[] {
  return folders.flatMap((folder) => {
    const near = configurations(files, folder);
    return witnesses.flatMap(({ file, line }) =>
      near.filter(([name]) => file.test(name)).flatMap(([, path]) => matching(files, path, line)),
    );
  });
}

/** Files of a folder and of its hidden folders that can configure something: name below the folder, and path. */
function configurations(files: ProjectFiles, folder: string): readonly (readonly [name: string, path: string])[] {
  const start = folder === '.' ? 0 : folder.length + 1;
  const near: [string, string][] = [];
  for (const { path, kind } of filesBesideCode(files)) {
    if (kind !== 'file' || (start > 0 && !path.startsWith(`${folder}/`))) continue;
    if (path[start] !== '.' && path.indexOf('/', start) !== -1) continue;
    if (CONFIGURATION.test(path)) near.push([path.slice(start), path]);
  }
  return near;
}

const CONFIGURATION = /\.(ya?ml|json|toml|ini|cfg)$/;

function matching(files: ProjectFiles, path: string, pattern: RegExp): readonly Ask[] {
  return (files.readText(path) ?? '').split('\n').flatMap((line, index) => {
    const found = pattern.exec(line)?.[1];
    const version = found === undefined ? undefined : versionOf(found);
    return version === undefined ? [] : [ask('hint', version, path, index + 1)];
  });
}

/** `3.12`, `312` as tools write it, or the name of an image. */
function versionOf(text: string): string | undefined {
  if (/^3\.\d+$/.test(text)) return text;
  return /^3\d+$/.test(text) ? `3.${text.slice(1)}` : pythonOfImage(text.replace(/['"]$/, ''));
}

/** pip-compile writes which Python it ran on into what it makes. */
function compiledWith(files: ProjectFiles, file: string): readonly Ask[] {
  if (!/\.(txt|pip)$/.test(nameOf(file))) return [];
  const head = (files.readText(file) ?? '').slice(0, 600).split('\n');
  return head.flatMap((line, index) => {
    const found = /^#.*(?:compile\w* with [Pp]ython |--python-version[= ])(3\.\d+)/.exec(line)?.[1];
    return found === undefined ? [] : [ask('hint', found, file, index + 1)];
  });
}

/** `target-version` of ruff, `python_version` of mypy. */
function linters(files: ProjectFiles, folder: string): readonly Ask[] {
  const names = ['pyproject.toml', 'ruff.toml', '.ruff.toml'].map((name) => join(folder, name) ?? name);
  return names.flatMap((file) => {
    const table = files.entry(file) === undefined ? {} : tableOf(files, file);
    const ruff = at(table, 'tool', 'ruff', 'target-version') ?? at(table, 'target-version');
    const mypy = at(table, 'tool', 'mypy', 'python_version');
    return [ruff, mypy].flatMap((value) => {
      const version = /^(?:py)?(3)\.?(\d+)$/.exec(String(value));
      if (version === null) return [];
      const line = (files.readText(file) ?? '').split('\n').findIndex((text) => text.includes(String(value)));
      return [ask('hint', `3.${version[2]}`, file, line + 1)];
    });
  });
}
