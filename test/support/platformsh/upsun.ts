import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { upsunProgram } from '../../../scripts/set-up/upsun.ts';
import type { Flavour } from './ground.ts';

/** A folder with the platform's real program under its name in this flavour, for PATH. */
export function programFolder(folder: string, flavour: Flavour): string {
  if (!existsSync(upsunProgram)) throw new Error(`${upsunProgram} is not there: npm run setup fetches it`);
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const link = join(bin, flavour === 'upsun' ? 'upsun' : 'platform');
  if (!existsSync(link)) symlinkSync(upsunProgram, link);
  return bin;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real program. */
export function runProgram(
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(upsunProgram, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}
