import { posix } from 'node:path';
import type { ProjectFiles } from '../../values/project-files.ts';
import { inProject, stagesIn, type DockerStage } from '../dockerfile-stages.ts';
import { folderOf } from '../paths.ts';

/** A command that a Dockerfile runs in a folder of the project. */
export interface FolderCommand {
  readonly text: string;
  /** The stage that runs it, of these. */
  readonly stage: DockerStage;
  readonly stages: readonly DockerStage[];
  /** Folder of the project that the Dockerfile is built with. */
  readonly context: string;
}

/** The commands that a Dockerfile runs in a folder of the project, by WORKDIR or after `cd`; it is built with the root or its own folder. */
export function commandsRunIn(files: ProjectFiles, file: string, folder: string): readonly FolderCommand[] {
  const stages = stagesIn(files.readText(file) ?? '');
  return [...new Set(['.', folderOf(file)])].flatMap((context) =>
    stages.flatMap((stage) =>
      stage.runs
        .flatMap(({ text, folder: workdir }) => commandsOf(text, workdir))
        .filter((command) => inProject(files, stage, command.folder, context) === folder)
        .map(({ text }) => ({ text, stage, stages, context })),
    ),
  );
}

/** The commands of a RUN, each with the folder of the image that it runs in. */
function commandsOf(run: string, workdir: string): readonly { readonly text: string; readonly folder: string }[] {
  let folder = workdir;
  return run.split(/&&|\|\||;/).map((text) => {
    folder = posix.resolve(folder, /^\s*cd\s+(\S+)\s*$/.exec(text)?.[1] ?? '.');
    return { text, folder };
  });
}
