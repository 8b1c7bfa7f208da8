import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const overlay = `${root}/templates/overlay`;
const tests = `${root}/test/overlay/python`;

/** The releases with long support, from the oldest that we promise, and whatever is newest for this machine's Python. */
const djangos = ['Django==3.2.25', 'Django==4.2.30', 'Django==5.2.19', 'Django'];

// Side by side: most of the time goes into starting Python, on one core each.
describe.concurrent('the overlay', () => {
  it.each(djangos)('passes its Python tests on %s', async (django) => {
    const packages = await installed(django);
    const PYTHONPATH = [tests, `${overlay}/python`, `${root}/templates/build`, packages].join(':');
    const env = { PATH: process.env['PATH'] ?? '', PYTHONPATH, OVERLAY: overlay, PYTHONDONTWRITEBYTECODE: '1' };
    const done = run('python3', ['-m', 'unittest', 'discover', '-s', tests], { env, cwd: tests });
    const output = await done.then(
      ({ stderr }) => stderr,
      (error: { stderr?: string }) => error.stderr ?? 'python3 did not start',
    );
    expect(output).toMatch(/^Ran [1-9]\d* tests in .*\n\nOK\n$/m);
    expect(output).not.toContain('FAILED');
  });
});

/** A folder with that Django, kept between runs: installing takes longer than testing. */
async function installed(django: string): Promise<string> {
  const { stdout } = await run('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
  const folder = `${root}/.cache/overlay/python-${stdout.trim()}-${django.replace('==', '-')}`;
  if (existsSync(folder)) return folder;
  mkdirSync(`${root}/.cache/overlay`, { recursive: true });
  const making = `${folder}.${process.pid}`;
  try {
    const wanted = [django, 'whitenoise', 'gunicorn'];
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
