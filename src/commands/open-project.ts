import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfig, type Config } from '../config.ts';
import { decodeText } from '../layout/decode-text.ts';
import { belowRoot, findProjectRoot } from '../layout/find-root.ts';
import { listProjectFiles } from '../layout/project-files.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import type { Invocation, World } from './command.ts';

/** A project folder with its defaults. */
export interface OpenedFolder {
  readonly root: string;
  readonly config: Config;
}

/** The same, listed once. */
export interface OpenedProject extends OpenedFolder {
  /** Folder below root in which the command was started: of several manage.py it tells which one is meant. */
  readonly from: string | undefined;
  readonly files: ProjectFiles;
}

/**
 * Lists the project that the folder (default: the current one) is or lies in. Reads only. Throws
 * `project-folder-missing` and what the configuration throws.
 */
export async function openProject(invocation: Invocation, world: World): Promise<OpenedProject> {
  const start = startOf(invocation, world);
  const root = findProjectRoot(start);
  const files = await listProjectFiles(root);
  const config = configOf(files, world);
  world.log.write({ kind: 'fact', title: 'project', detail: { root, entries: files.list.length, config } });
  return { root, from: belowRoot(root, start), files, config };
}

/**
 * Finds the folder of an app and reads its defaults, without a look at what else lies there: an app may be asked for
 * from anywhere, the top of a disk included. Throws as `openProject` does.
 */
export function openFolder(invocation: Invocation, world: World): OpenedFolder {
  const root = findProjectRoot(startOf(invocation, world));
  const config = configOf({ readText: (path) => textOf(join(root, path)) }, world);
  world.log.write({ kind: 'fact', title: 'project', detail: { root, config } });
  return { root, config };
}

function startOf({ dir }: Invocation, { cwd }: World): string {
  return resolve(cwd, dir ?? '.');
}

function configOf(files: Pick<ProjectFiles, 'readText'>, { redactor }: World): Config {
  const config = readConfig(files);
  // Not meant for secrets, but nobody is to find one in the log who put it there.
  for (const [name, value] of Object.entries({ ...config.values.env, ...config.values['build-arg'] }))
    redactor.addVariable(value, name);
  return config;
}

function textOf(file: string): string | undefined {
  try {
    return decodeText(readFileSync(file));
  } catch {
    return undefined;
  }
}
