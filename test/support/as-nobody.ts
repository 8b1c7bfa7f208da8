import { spawn } from 'node:child_process';
import { chmodSync, chownSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newState, type Ran } from './run-cli.ts';

const NOBODY = 65_534;
/** Of no user: what clusters run containers under. */
const NAMELESS = 54_321;
const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

/**
 * Runs the command as a user who may not use the engine, in a folder that user may read. Needs root, as the other engine
 * tests do.
 */
export async function runAsNobody(args: readonly string[], folder: string): Promise<Ran> {
  return runAs(NOBODY, (state) => ({ HOME: state, XDG_STATE_HOME: state }), args, folder);
}

/** The same as a user ID that has neither a name nor a home. */
export async function runNameless(args: readonly string[], folder: string): Promise<Ran> {
  return runAs(NAMELESS, () => ({ HOME: undefined, XDG_STATE_HOME: undefined }), args, folder);
}

async function runAs(
  user: number,
  places: (state: string) => NodeJS.ProcessEnv,
  args: readonly string[],
  folder: string,
): Promise<Ran> {
  const state = newState();
  chownSync(state, user, user);
  chmodSync(dirname(folder), 0o755);
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: folder,
    uid: user,
    gid: user,
    env: { ...process.env, NO_COLOR: '1', ...places(state) },
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
