import type { PythonClash } from '../problems/build.ts';
import { minorsIn } from '../layout/python-version/constraint.ts';

const SAID = /the current Python version \((\d+)\.(\d+)[^)]*\) does not satisfy Python([<>=!~][^ ]*)/;

/** What the installer says when a requirement is made for another Python; undefined for any other reason. Pure. */
export function pythonClash(reason: string, baseImage: string): PythonClash | undefined {
  const [, major, minor, asks] = SAID.exec(reason) ?? [];
  if (asks === undefined) return undefined;
  const ownBase = ownBaseImage(baseImage);
  const takes = nearest(minorsIn(asks) ?? [], Number(minor));
  return {
    asks,
    has: `${major}.${minor}`,
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
