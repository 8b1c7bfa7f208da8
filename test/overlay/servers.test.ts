import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { pythonPackages } from '../support/python-packages.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const overlay = `${root}/templates/overlay`;
const tests = `${root}/test/overlay/servers`;

/** The newest of each for this machine's Python. uWSGI has to be compiled: an image has it (test/image/servers). */
const servers = ['gunicorn', 'uvicorn', 'websockets', 'hypercorn', 'daphne', 'granian'];

describe('the servers', () => {
  it.each(['Gunicorn', 'OldGunicorn', 'GranianWsgi', 'Uvicorn', 'Hypercorn', 'Daphne', 'Granian'])(
    '%s answers, logs, and ends well',
    async (name) => {
      const packages = await pythonPackages(['Django==5.2.19', 'whitenoise', ...servers]);
      const older = name === 'OldGunicorn' ? [await pythonPackages(['gunicorn==23.0.0'])] : [];
      const PYTHONPATH = [tests, `${root}/test/overlay/python`, `${overlay}/python`, ...older, packages].join(':');
      const env = { PATH: process.env['PATH'] ?? '', PYTHONPATH, OVERLAY: overlay, PYTHONDONTWRITEBYTECODE: '1' };
      const done = run('python3', ['-m', 'unittest', `test_servers.${name}`], { env, cwd: tests });
      const output = await done.then(
        ({ stderr }) => stderr,
        (error: { stderr?: string }) => error.stderr ?? 'python3 did not start',
      );
      expect(output).toMatch(/^Ran [2-9] tests in .*\n\nOK\n$/m);
    },
  );
});
