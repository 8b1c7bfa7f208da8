import { satisfies, validRange } from '@renovatebot/pep440';

/** A minor version agrees when some patch release of it does. */
const patches = Array.from({ length: 31 }, (_, patch) => patch);

/**
 * Whether `major.minor` is what a record's text asks for: `3.12.4`, `python-3.11`, `>=3.12`, `^3.12`, with or without
 * `(where it was read)`. Undefined when the text is no version.
 */
export function pythonAgrees(recorded: string, version: string): boolean | undefined {
  const text = recorded.replace(/\(.*$/, '').trim();
  const exact = /^(?:c?python-?)?(\d+\.\d+)(?:\.\d+)?$/.exec(text)?.[1];
  if (exact !== undefined) return exact === version;
  const range = text
    .replace(/\^\s*(\d+)([.\d]*)/g, (_, major, rest) => `>=${major}${rest},<${Number(major) + 1}`)
    .replace(/(^|,)\s*~\s*(\d+\.\d+)(?![.\d])/g, '$1~=$2.0');
  if (!validRange(range)) return undefined;
  return patches.some((patch) => satisfies(`${version}.${patch}`, range));
}
