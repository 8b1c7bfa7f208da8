import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A folder with these packages for this machine's Python, kept between runs: installing takes longer than testing. */
export async function pythonPackages(wanted: readonly string[]): Promise<string> {
  const { stdout } = await run('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
  const digest = createHash('sha256').update(wanted.join(' ')).digest('hex').slice(0, 8);
  const folder = `${root}/.cache/overlay/python-${stdout.trim()}-${wanted[0]?.replace('==', '-')}-${digest}`;
  if (existsSync(folder)) return folder;
  mkdirSync(`${root}/.cache/overlay`, { recursive: true });
  const making = `${folder}.${process.pid}`;
  try {
    // A venv of its own brings pip where Debian's Python has none.
    await run('python3', ['-m', 'venv', `${making}.venv`]);
    await run(`${making}.venv/bin/pip`, ['install', '--quiet', '--target', making, ...wanted], { timeout: 280_000 });
    renameSync(making, folder);
  } finally {
    rmSync(`${making}.venv`, { recursive: true, force: true });
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}
