import { posix } from 'node:path';
import type { ProjectFiles } from '../values/project-files.ts';
import { assigned, instructions, substituted, type Instruction } from './dockerfile-instructions.ts';
import { folderOf, join, nameOf } from './paths.ts';

/** What a stage of a Dockerfile says about folders; paths in the image are absolute. */
export interface DockerStage {
  /** Its name and its number, by which others call it. */
  readonly names: readonly string[];
  readonly workdir: string;
  /** What ENV, and ARG by its default, set for what it runs; values without variables. */
  readonly variables: Readonly<Record<string, string>>;
  readonly copied: readonly Copied[];
  readonly taken: readonly Taken[];
  readonly runs: readonly { readonly text: string; readonly folder: string; readonly line: number }[];
}

/** From the project. */
interface Copied {
  readonly sources: readonly string[];
  readonly target: string;
}

/** From another stage. */
interface Taken {
  readonly from: string;
  readonly source: string;
  /** Ends with a slash when it is a folder that the source goes into. */
  readonly target: string;
  readonly line: number;
}

const START: DockerStage = { names: [], workdir: '/', variables: {}, copied: [], taken: [], runs: [] };

/** The stages of a Dockerfile; one that begins with another goes on where that ended. */
export function stagesIn(text: string): readonly DockerStage[] {
  const stages: DockerStage[] = [];
  for (const each of instructions(text)) {
    if (each.name === 'FROM') {
      const base = stages.find(({ names }) => names.includes(each.text.toLowerCase())) ?? START;
      const alias = each.alias === undefined ? [] : [each.alias.toLowerCase()];
      stages.push({ ...base, names: [...alias, String(stages.length)], taken: [], runs: [] });
    } else {
      const last = stages.pop();
      if (last !== undefined) stages.push(after(last, each));
    }
  }
  return stages;
}

function after(stage: DockerStage, { name, text, line }: Instruction): DockerStage {
  switch (name) {
    case 'WORKDIR':
      return { ...stage, workdir: absolute(stage, unquoted(filled(stage, text))) };
    case 'ARG':
      return withVariables(stage, assigned(filled(stage, text)));
    case 'ENV': {
      const pairs = assigned(filled(stage, text));
      return withVariables(stage, pairs.length > 0 ? pairs : ofOld(filled(stage, text)));
    }
    case 'RUN':
      return { ...stage, runs: [...stage.runs, { text, folder: stage.workdir, line }] };
    case 'COPY':
    case 'ADD':
      return withCopy(stage, filled(stage, text), line);
    default:
      return stage;
  }
}

function withCopy(stage: DockerStage, text: string, line: number): DockerStage {
  const all = text.split(/[\s",[\]]+/).filter((word) => word !== '');
  const sources = all.filter((word) => !word.startsWith('--'));
  const written = sources.pop();
  if (written === undefined || sources.length === 0) return stage;
  const target = `${absolute(stage, written)}${/(^|\/)\.?$/.test(written) && written !== '/' ? '/' : ''}`;
  const from = all.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  if (from === undefined) return { ...stage, copied: [...stage.copied, { sources, target }] };
  const taken = sources.map((source) => ({ from: from.toLowerCase(), source: posix.join('/', source), target, line }));
  return { ...stage, taken: [...stage.taken, ...taken] };
}

/** A variable that has a value; another stays as it is written. */
function filled({ variables }: DockerStage, text: string): string {
  return substituted(
    text,
    (name) => variables[name],
    (written) => written,
  );
}

/** With what is assigned where that is known to the last. */
function withVariables(stage: DockerStage, pairs: ReturnType<typeof assigned>): DockerStage {
  const known = pairs.filter(([, value]) => !value.includes('$'));
  return { ...stage, variables: { ...stage.variables, ...Object.fromEntries(known) } };
}

/** `ENV A 1` of old, with a blank. */
function ofOld(text: string): ReturnType<typeof assigned> {
  const [, name, value] = /^(\w+)\s+(.+)$/.exec(text.trim()) ?? [];
  return name === undefined || value === undefined ? [] : [[name, unquoted(value)]];
}

function unquoted(text: string): string {
  return text.trim().replaceAll(/^["']|["']$/g, '');
}

function absolute({ workdir }: DockerStage, path: string): string {
  return posix.resolve('/', workdir, path);
}

/**
 * Where in the project a path of a stage lies, by what the stage copies from it; undefined when that says nothing.
 * @param context folder of the project that the Dockerfile is built with
 */
export function inProject(
  files: ProjectFiles,
  { copied }: DockerStage,
  path: string,
  context: string,
): string | undefined {
  const fitting = copied
    .flatMap((each) => foldersOf(files, each, context))
    .filter(({ image }) => image === '/' || path === image || path.startsWith(`${image}/`))
    .toSorted((a, b) => b.image.length - a.image.length)[0];
  return fitting === undefined ? undefined : join(fitting.project, `./${path.slice(fitting.image.length)}`);
}

/** Which folder of the image is which of the project: that of a folder, or of a file which is put beside others. */
function foldersOf(
  files: ProjectFiles,
  { sources, target }: Copied,
  context: string,
): readonly { readonly image: string; readonly project: string }[] {
  const goal = target === '/' ? '/' : target.replace(/\/$/, '');
  return sources.flatMap((source) => {
    const path = join(context, `./${source}`);
    if (path === undefined) return [];
    if (path === '.' || files.entry(path)?.kind === 'directory') return [{ image: goal, project: path }];
    if (!path.includes('*') && files.entry(path) === undefined) return [];
    const isNamed = nameOf(goal) === nameOf(path);
    if (!isNamed && goal === target && nameOf(goal).includes('.')) return [];
    return [{ image: isNamed ? posix.dirname(goal) : goal, project: folderOf(path) }];
  });
}
