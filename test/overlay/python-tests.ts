import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pythonPackages } from '../support/python-packages.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const overlay = `${root}/templates/overlay`;
const tests = `${root}/test/overlay/python`;

/** What unittest says that all is well with. */
export const allPassed = /^Ran [1-9]\d* tests in .*\n\nOK\n$/m;

/** Runs the Python tests of the overlay and of the build's scripts with a Django, such as `Django==5.2.19`; gives what unittest says. */
export async function pythonTests(django: string): Promise<string> {
  const packages = await pythonPackages([django, 'whitenoise', 'gunicorn']);
  const PYTHONPATH = [tests, `${overlay}/python`, `${root}/templates/build`, packages].join(':');
  const env = { PATH: process.env['PATH'] ?? '', PYTHONPATH, OVERLAY: overlay, PYTHONDONTWRITEBYTECODE: '1' };
  return await run('python3', ['-m', 'unittest', 'discover', '-s', tests], { env, cwd: tests }).then(
    ({ stderr }) => stderr,
    (error: { stderr?: string }) => error.stderr ?? 'python3 did not start',
  );
}
