import { expect, test } from 'vitest';
import { logText } from '../src/run-log-text.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 30) + seconds * 1000).toISOString();

test('a log reads as what was done when, how it ended, and what was found where', () => {
  const text = logText([
    { time: at(0), kind: 'start', title: 'push', detail: { version: '1.0', invocation: { verb: 'push' } } },
    {
      time: at(0.5),
      kind: 'fact',
      title: 'layout',
      detail: {
        managePy: { value: 'blog/manage.py', origin: { file: 'blog/manage.py', line: 9 } },
        server: { value: 'gunicorn', origin: 'default', why: 'it serves WSGI' },
      },
    },
    { time: at(1), kind: 'api', title: 'GET /version', status: 200, ms: 3.26953125 },
    { time: at(2), kind: 'output', title: 'Migrate', detail: '\u001B[32mOK\u001B[0m' },
    { time: at(2), kind: 'output', title: 'flyctl apps', detail: [{ Name: 'blog' }] },
    { time: at(2), kind: 'build', title: `[app 1/1] RUN ${'x'.repeat(200)}`, ms: 0.25, detail: { cached: true } },
    { time: at(3), kind: 'command', title: 'flyctl deploy', exit: 1, ms: 61_000 },
    { time: at(4), kind: 'end', title: 'end', exit: 1, ms: 4000 },
  ]);
  expect(text.split('\n')).toEqual([
    '    0.00 s  start    push',
    '                     version: 1.0',
    '                     invocation: {"verb":"push"}',
    '    0.50 s  found    layout',
    '                     managePy: blog/manage.py  (blog/manage.py:9)',
    '                     server: gunicorn  (default: it serves WSGI)',
    '    1.00 s  request  GET /version  200  3 ms',
    '    2.00 s           | OK',
    '    2.00 s           | [{"Name":"blog"}]',
    `    2.00 s  build    [app 1/1] RUN ${'x'.repeat(85)}…  0 ms  from the cache`,
    '    3.00 s  command  flyctl deploy  exit 1  1 min 1 s',
    '    4.00 s  end      end  exit 1  4.0 s',
    '',
  ]);
});

test('a stack keeps its lines', () => {
  const stack = 'Error: no\n    at plan (file.js:1:2)';
  expect(logText([{ time: at(0), kind: 'failure', title: 'app-absent', detail: { stack } }]).split('\n')).toEqual([
    '    0.00 s  failed   app-absent',
    '                     stack: Error: no',
    '                         at plan (file.js:1:2)',
    '',
  ]);
});

test('what is asked until it is so stands once, with the number of the others', () => {
  const health = (status: number) => ({ time: at(1), kind: 'api', title: 'GET /-/health', status, ms: 1 }) as const;
  const state = { time: at(1), kind: 'api', title: 'GET /json', status: 200, ms: 1 } as const;
  const step = { time: at(2), kind: 'step', title: 'Wait until it answers', ms: 1000 } as const;
  const lines = [health(503), state, health(503), state, health(503), state, health(200), step, health(200)];
  expect(logText(lines).split('\n')).toEqual([
    '    0.00 s  request  GET /-/health  503  1 ms',
    '    0.00 s  request  GET /json  200  1 ms',
    '    0.00 s  request  GET /-/health  200  1 ms',
    '                   … 4 more of the same requests',
    '    1.00 s  step     Wait until it answers  1.0 s',
    '    0.00 s  request  GET /-/health  200  1 ms',
    '',
  ]);
});
