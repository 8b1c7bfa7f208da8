import { instructions } from '../dockerfile-instructions.ts';

/** A Python that a Dockerfile runs, and the 1-based line that says so. */
export interface DockerfilePython {
  readonly version: string;
  readonly line: number;
}

/**
 * The Python of the last stage that has one: of its base image (`python:3.12-slim`, `…/python:3.12`, `python-312`, uv's
 * `uv:0.8-python3.12-trixie`), with ARGs at their defaults; without such an image, `python3.12` in a command, or what uv or
 * pyenv is told.
 */
export function pythonOfDockerfile(text: string): DockerfilePython | undefined {
  let image: DockerfilePython | undefined;
  let command: DockerfilePython | undefined;
  const values = new Map<string, string>();
  for (const { name, text: rest, line } of instructions(text)) {
    if (name === 'FROM') {
      const version = pythonOfImage(rest);
      image = version === undefined ? image : { version, line };
    }
    if (/^(ARG|ENV)$/.test(name)) for (const [key, value] of valuesIn(rest)) values.set(key, value);
    const version = /^(RUN|CMD|ENTRYPOINT)$/.test(name) ? pythonOfCommand(filledIn(rest, values)) : undefined;
    command ??= version === undefined ? undefined : { version, line };
  }
  return image ?? command;
}

/** `PYTHON_VERSION=3.9`, and the older `PYTHON_VERSION 3.9`. */
function valuesIn(text: string): readonly (readonly [string, string])[] {
  const pairs = [...text.matchAll(/(\w+)=["']?([\w.]+)/g)].map(([, key = '', value = '']) => [key, value] as const);
  const [, key, value] = /^(\w+)\s+["']?([\w.]+)["']?$/.exec(text.trim()) ?? [];
  return key === undefined || value === undefined ? pairs : [[key, value]];
}

/** `python${PYTHON_VERSION}`: as the shell writes it. */
function filledIn(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole, braced: string, bare: string) => values.get(braced ?? bare) ?? whole,
  );
}

const COMMANDS: readonly RegExp[] = [
  /\bpython(3\.\d+)\b/,
  /\buv python (?:install|pin) (?:--?\S+ )*(?:cpython[@-]?)?(3\.\d+)/,
  /\buv \w+ [^&|;]*(?:--python|-p)[= ](3\.\d+)/,
  /\bpyenv (?:install|global) (?:--?\S+ )*(3\.\d+)/,
];

function pythonOfCommand(text: string): string | undefined {
  return COMMANDS.map((pattern) => pattern.exec(text)?.[1]).find((version) => version !== undefined);
}

/** Minor version in the name of an image; undefined when it has none, such as `python:3`. */
export function pythonOfImage(image: string): string | undefined {
  const tagged = /(?:^|[/-])python:v?([23]\.\d+)/i.exec(image) ?? /:(?:[\w.-]*-)?python-?v?(3\.\d+)/i.exec(image);
  if (tagged?.[1] !== undefined) return tagged[1];
  const joined = /(?:^|\/)python-?3(\d{1,2})(?=[:@-]|$)/i.exec(image)?.[1];
  return joined === undefined ? undefined : `3.${joined}`;
}
