import { resolve } from 'node:path';
import { readConfig, type Config } from '../config.ts';
import { belowRoot, findProjectRoot } from '../layout/find-root.ts';
import { listProjectFiles } from '../layout/project-files.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import type { Invocation, World } from './command.ts';

/** A project folder, listed once, with its defaults. */
export interface OpenedProject {
  readonly root: string;
  /** Folder below root in which the command was started: of several manage.py it tells which one is meant. */
  readonly from: string | undefined;
  readonly files: ProjectFiles;
  readonly config: Config;
}

/**
 * Lists the project that the folder (default: the current one) is or lies in. Reads only. Throws
 * `project-folder-missing` and what the configuration throws.
 */
export async function openProject(invocation: Invocation, world: World): Promise<OpenedProject> {
  const start = resolve(world.cwd, invocation.dir ?? '.');
  const root = findProjectRoot(start);
  const files = await listProjectFiles(root);
  const config = readConfig(files);
  // Not meant for secrets, but nobody is to find one in the log who put it there.
  for (const value of Object.values({ ...config.values.env, ...config.values['build-arg'] })) {
    world.redactor.addVariable(value);
  }
  world.log.write({ kind: 'fact', title: 'project', detail: { root, entries: files.list.length, config } });
  return { root, from: belowRoot(root, start), files, config };
}
