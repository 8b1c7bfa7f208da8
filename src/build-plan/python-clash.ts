import type { PythonClash } from '../problems/build.ts';
import { minorsIn } from '../layout/python-version/constraint.ts';

const SAID = /the current Python version \((\d+)\.(\d+)[^)]*\) does not satisfy Python([<>=!~][^ ]*)/;

/** The installer's hint where a release has wheels alone, and none for this Python. */
const WHEELS = /You require CPython 3\.(\d+) .*only found wheels for .* ABI tags?: (.*)/;
/** Said before anything fails; of a long output only the paths are left. */
const USING = /^Using Python 3\.(\d+)|\/(?:lib|include)\/python3\.(\d+)\//m;

/** What the build of a release says that was written for older Pythons, and the newest of them. https://docs.python.org/3/whatsnew/ of the next */
const OLDER: readonly (readonly [says: RegExp, newest: number])[] = [
  [/longintrepr\.h: No such file/, 10],
  [/No module named 'distutils'/, 11],
  [/has no attribute 'ImpImporter'/, 11],
  // The release of setuptools that had it runs on no later one: templates/build/older_build_tools.py.
  [/cannot import name 'Feature' from 'setuptools'/, 10],
  [/use_2to3 is invalid/, 11],
];

/** What the installer, or a build that it began, says when a requirement is made for another Python; undefined for any other reason. Pure. */
export function pythonClash(reason: string, baseImage: string, output = ''): PythonClash | undefined {
  const [, , minor, asks] = SAID.exec(reason) ?? [];
  if (asks !== undefined) return clash(asks, minorsIn(asks) ?? [], Number(minor), baseImage);
  const [, has, tags = ''] = WHEELS.exec(output) ?? [];
  const minors = [...tags.matchAll(/`cp3(\d+)`/g)].map((tag) => Number(tag[1]));
  if (has !== undefined && minors.length > 0) return clash(`3.${minors.join(', 3.')}`, minors, Number(has), baseImage);
  const [, said, shown] = USING.exec(output) ?? [];
  const using = Number(said ?? shown);
  const newest = OLDER.find(([says, last]) => says.test(output) && using > last)?.[1];
  return newest === undefined ? undefined : clash(`<3.${newest + 1}`, [newest], using, baseImage);
}

function clash(asks: string, minors: readonly number[], minor: number, baseImage: string): PythonClash {
  const ownBase = ownBaseImage(baseImage);
  const takes = nearest(minors, minor);
  return {
    asks,
    has: `3.${minor}`,
    ...(takes !== undefined && { takes: `3.${takes}` }),
    ...(ownBase !== undefined && { ownBase }),
  };
}

/** The base image, when it is not one that we chose: ours is an official one, of the version that is asked for. */
export function ownBaseImage(baseImage: string): string | undefined {
  return /^python:[\d.]+-slim/.test(baseImage) ? undefined : baseImage;
}

/** A newer one before an older one: packages give up old ones, not new ones. */
function nearest(minors: readonly number[], minor: number): number | undefined {
  const ordered = minors.toSorted((a, b) => a - b);
  return ordered.find((each) => each > minor) ?? ordered.findLast((each) => each < minor);
}
