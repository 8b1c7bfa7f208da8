import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetUpError } from './progress.ts';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Runs a command of which everything is shown as it comes; gives its exit code and what it wrote on stdout. */
export async function shown(command: string, args: readonly string[]): Promise<{ code: number; stdout: string }> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk);
    stdout += chunk.toString();
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
  return { code, stdout };
}

/** Runs a command beside others: what it writes on stdout and stderr is shown in one piece when it has ended. */
export async function heldBack(command: string, args: readonly string[]): Promise<{ code: number; stdout: string }> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
  process.stdout.write(stdout);
  return { code, stdout };
}

/** The command as a user runs it: from what `npm run build` made. Gives its stdout; throws when it fails. */
export async function simpleDeploy(...args: string[]): Promise<string> {
  console.log(`$ simple-deploy ${args.join(' ')}`);
  const { code, stdout } = await shown(process.execPath, [join(root, 'bin/simple-deploy.js'), ...args]);
  if (code !== 0) throw new SetUpError(`simple-deploy ${args[0]} failed (exit ${code}).`);
  return stdout;
}
