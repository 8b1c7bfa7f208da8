import { spawn } from 'node:child_process';
import { chmodSync, chownSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newState, type Ran } from './run-cli.ts';

const NOBODY = 65_534;
const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

/**
 * Runs the command as a user who may not use the engine, in a folder that user may read. Needs root, as the other engine
 * tests do.
 */
export async function runAsNobody(args: readonly string[], folder: string): Promise<Ran> {
  const state = newState();
  chownSync(state, NOBODY, NOBODY);
  chmodSync(dirname(folder), 0o755);
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: folder,
    uid: NOBODY,
    gid: NOBODY,
    env: { ...process.env, NO_COLOR: '1', HOME: state, XDG_STATE_HOME: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, stderr, code] = await Promise.all([
    child.stdout.toArray() as Promise<Buffer[]>,
    child.stderr.setEncoding('utf8').toArray() as Promise<string[]>,
    new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve)),
  ]);
  const stdoutBytes = Buffer.concat(out);
  return { code, stdout: stdoutBytes.toString(), stdoutBytes, stderr: stderr.join(''), state };
}
