import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppFrom, AppPlace } from '../types.ts';
import type { Flavour } from './names.ts';

/**
 * The project that a folder belongs to, as the platform's own program keeps it: in its variable, or in the file that it writes
 * when somebody links the folder (`set-remote`).
 */
export function appFrom({ root, env }: AppPlace, { variables, name }: Flavour): AppFrom | undefined {
  const variable = env[`${variables}PROJECT`];
  if (variable !== undefined && variable !== '') return { app: variable, origin: `${variables}PROJECT` };
  const file = `${name === 'upsun' ? '.upsun' : '.platform'}/local/project.yaml`;
  const id = root === undefined ? undefined : /^id:\s*['"]?([a-z0-9]+)/m.exec(read(join(root, file)) ?? '')?.[1];
  return id === undefined ? undefined : { app: id, origin: file };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
