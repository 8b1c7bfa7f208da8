import type { ProjectFiles } from '../../values/project-files.ts';
import { isKnownDistribution } from '../guessed/distributions.ts';
import { folderOf, join } from '../paths.ts';
import type { Declared } from './declared.ts';
import { normalizedName } from './requirement.ts';
import { wantedFromText } from './wanted.ts';

/** One entry of conda's own list. */
interface CondaEntry {
  readonly name: string;
  /** As PEP 440 writes it. */
  readonly specifier: string;
  /** Its build is one for a Python, so it is a Python package. */
  readonly isPython: boolean;
}

interface Environment {
  readonly conda: readonly CondaEntry[];
  /** Lines of the `pip:` section. */
  readonly pip: readonly string[];
}

/** What conda needs for itself, and compiled libraries that carry a Python's build: not to be had from the index by that name. */
const ofItself: ReadonlySet<string> = new Set(['python', 'pip', 'setuptools', 'wheel']);
const notOfIndex: ReadonlySet<string> = new Set([...ofItself, 'gdal', 'libgdal', 'libgdal-core']);

/** Names that conda spells otherwise than the index. */
const otherNames: Readonly<Record<string, string>> = {
  psycopg2: 'psycopg2-binary',
  opencv: 'opencv-python-headless',
  'py-opencv': 'opencv-python-headless',
  pytables: 'tables',
  'matplotlib-base': 'matplotlib',
  'redis-py': 'redis',
};

/**
 * What conda's environment.yml asks for: its `pip:` section as it stands, and of conda's own packages those that are
 * Python's: known ones, and those whose build names a Python. The rest are system libraries, which conda alone has.
 * Source: https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html
 */
export function condaDeclared(files: ProjectFiles, path: string): Declared {
  const { conda, pip } = environmentIn(files.readText(path) ?? '');
  const included = pip.flatMap((line) => /^(?:-r|--requirement)[\s=]+(\S+)/.exec(line)?.[1] ?? []);
  const taken = conda.filter(isTaken).map(({ name, specifier }) => `${otherNames[name] ?? name}${specifier}`);
  return {
    manager: 'conda',
    files: [path],
    wanted: [...pip.filter((line) => !line.startsWith('-')), ...taken].flatMap((line) => wantedFromText(line) ?? []),
    groups: [],
    from: included.map((name) => join(folderOf(path), name)).filter((each) => each !== undefined),
    indexes: [],
  };
}

/** Packages of conda that are not taken from the index, by name. */
export function condaOnly(text: string): string[] {
  const { conda, pip } = environmentIn(text);
  const named = new Set(pip.map((line) => normalizedName(/^[\w.-]+/.exec(line)?.[0] ?? '')));
  return conda
    .filter((each) => !isTaken(each) && !ofItself.has(each.name) && !named.has(each.name))
    .map(({ name }) => name);
}

function isTaken(entry: CondaEntry): boolean {
  if (notOfIndex.has(entry.name)) return false;
  return entry.isPython || otherNames[entry.name] !== undefined || isKnownDistribution(entry.name);
}

/** The two lists below `dependencies:`; each entry is a line, as conda writes and documents them. */
function environmentIn(text: string): Environment {
  const conda: CondaEntry[] = [];
  const pip: string[] = [];
  let section: 'none' | 'conda' | 'pip' = 'none';
  let depth = 0;
  for (const line of text.split(/\r?\n/)) {
    const [, space = '', entry] = /^(\s*)-\s+(.*?)\s*(?:\s#.*)?$/.exec(line) ?? [];
    if (/^\S/.test(line) && entry === undefined) section = /^dependencies\s*:/.test(line) ? 'conda' : 'none';
    else if (/^\S/.test(line) && section === 'none') continue;
    if (entry === undefined || section === 'none') continue;
    if (/^pip\s*:$/.test(entry)) {
      section = 'pip';
      depth = space.length;
      continue;
    }
    if (section === 'pip' && space.length <= depth) section = 'conda';
    const plain = entry.replace(/^(['"])(.*)\1$/, '$2');
    if (section === 'pip') pip.push(plain);
    else conda.push(...entryOf(plain));
  }
  return { conda, pip };
}

/** `conda-forge::django=4.2.7=py311h06a4308_0`, `django >=4,<5`, `django=4.2`. */
function entryOf(text: string): CondaEntry[] {
  const [, name = '', rest = ''] = /^(?:[\w.-]+::)?([\w.-]+)\s*(.*)$/.exec(text) ?? [];
  if (name === '') return [];
  const [, version, build = ''] = /^=?([\w.*+!-]+)(?:=(\S+))?$/.exec(rest) ?? [];
  const isRange = /^[<>!~=]=?/.test(rest) && (version === undefined || rest.startsWith('=='));
  const specifier = isRange ? rest.replaceAll(/\s+/g, '') : exact(version, build);
  return [
    {
      name: normalizedName(name),
      specifier: specifier.includes('|') ? '' : specifier,
      isPython: build.startsWith('py'),
    },
  ];
}

/** A single `=` means a version and all below it; with a build it is the one that was installed. */
function exact(version: string | undefined, build: string): string {
  if (version === undefined || version === '*') return '';
  return build !== '' || version.endsWith('*') ? `==${version}` : `==${version}.*`;
}
