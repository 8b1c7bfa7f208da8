import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { pythonPackages } from '../support/python-packages.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const overlay = `${root}/templates/overlay`;
const tests = `${root}/test/overlay/python`;

/** The releases with long support, from the oldest that we promise, and whatever is newest for this machine's Python. */
const djangos = ['Django==3.2.25', 'Django==4.2.30', 'Django==5.2.19', 'Django'];

// Side by side: most of the time goes into starting Python, on one core each.
describe.concurrent('the overlay', () => {
  it.each(djangos)('passes its Python tests on %s', async (django) => {
    const packages = await pythonPackages([django, 'whitenoise', 'gunicorn']);
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
