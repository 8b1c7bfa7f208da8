import type { Requirement } from '../../values/layout.ts';
import { minors } from './constraint.ts';
import { isMarkedOut } from './marked.ts';

/**
 * First release of a package that has a wheel for Linux for Python 3.9, 3.10, …; those before have to be compiled for it,
 * which most do not survive. Packages that are widely pinned, from the files of their releases.
 */
const firstWithWheels: Readonly<Record<string, string>> = {
  'psycopg2-binary': '2.8.6 2.9.1 2.9.5 2.9.9 2.9.10 2.9.11',
  'psycopg-binary': '3.0 3.0 3.1.4 3.1.12 3.2.2 3.2.10',
  pillow: '8.0.0 8.3.2 9.2.0 10.0.0 10.4.0 11.3.0',
  lxml: '4.5.2 4.6.3 4.9.1 4.9.3 5.3.0 6.0.1 6.1.2',
  pyyaml: '5.4 6.0 6.0 6.0.1 6.0.2 6.0.3',
  cffi: '1.14.3 1.15.0 1.15.1 1.16.0 1.17.0 2.0.0 2.1.0',
  greenlet: '0.4.17 1.1.0 1.1.3 3.0.0 3.1.0 3.2.3 3.5.1',
  gevent: '20.6.1 21.12.0 22.10.1 23.7.0 24.10.1 25.8.1 26.5.0',
  grpcio: '1.33.1 1.41.0 1.49.1 1.59.0 1.66.2 1.75.1 1.84.0',
  uvloop: '0.15.2 0.16.0 0.17.0 0.18.0 0.21.0 0.22.1',
  httptools: '0.1.2 0.3.0 0.5.0 0.6.1 0.6.2 0.7.1 0.9.0',
  orjson: '2.2.0 3.4.7 3.7.7 3.9.3 3.10.7 3.11.1',
  ujson: '4.0.0 4.2.0 5.5.0 5.8.0 5.10.0 5.11.0',
  regex: '2020.9.27 2021.8.21 2022.9.11 2023.10.3 2024.9.11 2025.7.29',
  reportlab: '3.5.54 3.6.2 3.6.12 4.0.0 4.0.0 4.0.0',
  numpy: '1.19.3 1.21.2 1.23.2 1.26.0 2.1.0 2.3.2',
  pandas: '1.1.3 1.3.3 1.5.0 2.1.1 2.2.3 2.3.3',
  scipy: '1.5.4 1.7.2 1.9.2 1.11.2 1.14.1 1.16.1',
  'scikit-learn': '0.24.0 1.0.2 1.1.3 1.3.1 1.5.2 1.7.2',
  matplotlib: '3.3.3 3.5.0 3.6.0 3.7.3 3.9.2 3.10.5 3.11.2',
  shapely: '1.7.1 1.8.0 1.8.5 2.0.2 2.0.6 2.1.2',
};
const FIRST_COLUMN = 9;

/** What is known about wheels of a project's packages. */
export interface Wheels {
  /** A lock file lists them. */
  readonly areListed: boolean;
  /** Packages that have no wheel for this minor version of Python, though they have for others; `name version`. */
  readonly without: (minor: number) => readonly string[];
}

/**
 * Wheels as lock files list them, and for what is pinned without such a list as the table above has it; not of what is
 * wanted on other Pythons only, as the locks or the manifests say.
 */
export function knownWheels(
  locks: readonly string[],
  requirements: readonly Requirement[],
  manifests: readonly string[] = [],
): Wheels {
  const listed = new Map<string, Set<number>>();
  for (const text of locks) collect(text, listed);
  return {
    areListed: listed.size > 0,
    without: (minor) => [
      ...[...listed]
        .filter(([, fits]) => fits.size > 0 && !fits.has(minor))
        .map(([name]) => name)
        .filter((name) => !isMarkedOut([...locks, ...manifests], name, minor)),
      ...requirements
        .filter(({ name, version }) => !listed.has(name) && version !== undefined && isTooOld(name, version, minor))
        .map(({ name, version }) => `${name} ${version}`),
    ],
  };
}

function collect(text: string, listed: Map<string, Set<number>>): void {
  for (const file of wheelsIn(text)) {
    // name-version(-build)-python-abi-platform
    const parts = file.split('-');
    const [python = '', abi = '', platform = ''] = parts.slice(-3);
    if (parts.length < 5 || (platform !== 'any' && !platform.includes('linux'))) continue;
    const name = (parts[0] ?? '').toLowerCase().replaceAll(/[-_.]+/g, '-');
    const fits = listed.get(name) ?? new Set();
    for (const minor of minors) if (isFor(minor, python, abi)) fits.add(minor);
    listed.set(name, fits);
  }
}

/** Names of wheels as uv, Poetry and PDM list them, without their ending: a lock is large, so no pattern runs over it. */
function* wheelsIn(text: string): Generator<string> {
  for (let end = text.indexOf(ENDING); end !== -1; end = text.indexOf(ENDING, end + ENDING.length)) {
    const quoted = text.slice(text.lastIndexOf('"', end) + 1, end);
    yield quoted.slice(quoted.lastIndexOf('/') + 1);
  }
}

const ENDING = '.whl"';

function isFor(minor: number, python: string, abi: string): boolean {
  return python.split('.').some((tag) => {
    if (/^py3\d*$/.test(tag)) return minor >= Number(tag.slice(3) || 0);
    if (!tag.startsWith('cp3')) return false;
    const own = Number(tag.slice(3));
    return abi === 'abi3' ? minor >= own : abi.endsWith('t') ? false : minor === own;
  });
}

function isTooOld(name: string, version: string, minor: number): boolean {
  const first = firstWithWheels[name]?.split(' ')[minor - FIRST_COLUMN];
  return first !== undefined && compared(version, first) < 0;
}

function compared(a: string, b: string): number {
  const [one = [], two = []] = [a, b].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0));
  const index = [0, 1, 2, 3].find((each) => (one[each] ?? 0) !== (two[each] ?? 0));
  return index === undefined ? 0 : (one[index] ?? 0) - (two[index] ?? 0);
}
