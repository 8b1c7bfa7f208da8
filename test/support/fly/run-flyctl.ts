import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Fly } from './start-fly.ts';

/** Runs the flyctl of this run against a platform. */
export async function runFlyctl(
  fly: Fly,
  args: readonly string[],
  { cwd = '/', stdin = '' }: { readonly cwd?: string; readonly stdin?: string } = {},
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn('flyctl', args, { cwd, env: { ...process.env, ...fly.env, NO_COLOR: '1' } });
  child.stdin.end(stdin);
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}
