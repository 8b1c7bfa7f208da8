import { join } from './paths.ts';

/** A Dockerfile, and where in the project what its lines name lies. */
export interface DockerfilePlaces {
  /** Its lines, with ARGs at their defaults. */
  readonly lines: readonly string[];
  /** What a word of a line (counted from 0) may be in the project, as WORKDIR and the COPYs before it have it. */
  readonly inProject: (line: number, word: string) => readonly string[];
}

interface Copied {
  readonly source: string;
  readonly target: string;
}

/** What holds at a line: the folder that it runs in, and what its stage has copied. */
interface Stage {
  readonly workdir: string;
  readonly copied: readonly Copied[];
}

const START: Stage = { workdir: '/', copied: [] };

/** Reads where a Dockerfile puts the project: `COPY src /srv/site`, `WORKDIR /srv/site`, `pip install -r requirements/base.txt`. */
export function placesIn(text: string): DockerfilePlaces {
  const lines = withDefaults(text.split(/\r?\n/));
  const stages: Stage[] = [];
  let stage = START;
  for (const line of lines) {
    stages.push(stage);
    stage = after(stage, line);
  }
  return { lines, inProject: (line, word) => inProject(stages[line] ?? START, word) };
}

/** `requirements/${VARIANT}.txt` of `ARG VARIANT=production`; one without a default stays as it is written. */
function withDefaults(lines: readonly string[]): readonly string[] {
  const args = new Map<string, string>();
  return lines.map((line) => {
    const [, name, value] = /^\s*ARG\s+(\w+)=["']?([^\s"']+)["']?\s*$/i.exec(line) ?? [];
    if (name !== undefined && value !== undefined) args.set(name, value);
    return line.replaceAll(
      /\$\{(\w+)(?::-[^}]*)?\}|\$(\w+)/g,
      (all: string, braced?: string, plain?: string) => args.get(braced ?? plain ?? '') ?? all,
    );
  });
}

function after(stage: Stage, line: string): Stage {
  const [, instruction = '', rest = ''] = /^\s*(\w+)\s+(.*?)\s*$/.exec(line) ?? [];
  switch (instruction.toUpperCase()) {
    case 'FROM':
      return START;
    case 'WORKDIR':
      return { ...stage, workdir: absolute(stage, rest.replaceAll(/["']/g, '')) };
    case 'COPY':
    case 'ADD': {
      const words = rest.split(/[\s"',[\]]+/).filter((word) => word !== '' && !word.startsWith('--'));
      const [source, target] = words;
      if (/--from=/.test(rest) || words.length !== 2 || source === undefined || target === undefined) return stage;
      return { ...stage, copied: [...stage.copied, { source, target: absolute(stage, target) }] };
    }
    default:
      return stage;
  }
}

function absolute({ workdir }: Stage, path: string): string {
  return `/${join(path.startsWith('/') ? path.slice(1) : `${workdir.slice(1)}/${path}`) ?? ''}`.replace(/^\/\.$/, '/');
}

/** A folder that was copied under another name, or what lies below it; the last copy holds. */
function inProject(stage: Stage, word: string): readonly string[] {
  const path = absolute(stage, word);
  return stage.copied.toReversed().flatMap(({ source, target }) => {
    const from = source.replace(/^\/+/, '');
    if (path === target) return join(from) ?? [];
    const folder = target === '/' ? '/' : `${target}/`;
    return path.startsWith(folder) ? (join(from, path.slice(folder.length)) ?? []) : [];
  });
}
