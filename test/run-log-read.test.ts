import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pastRuns, reportOf } from '../src/run-log-read.ts';
import { createRedactor } from '../src/redact.ts';
import { openRunLog } from '../src/run-log.ts';
import { runsFolder } from '../src/state-folder.ts';
import { problemOf } from './support/problem-of.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

beforeEach(() => {
  vi.stubEnv('XDG_STATE_HOME', temporaryFolder('state'));
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const start = (time: string): string =>
  `${JSON.stringify({ time, kind: 'start', title: 'push', detail: { cwd: '/srv/blog' } })}\n`;
const write = (name: string, text: string | Uint8Array): void => {
  mkdirSync(runsFolder(), { recursive: true });
  writeFileSync(join(runsFolder(), name), text);
};

test('what is no log, and what is damaged, is passed over', () => {
  mkdirSync(join(runsFolder(), '2026-01-01T00-00-00.000-push-1.jsonl'), { recursive: true });
  write('2026-01-02T00-00-00.000-push-2.jsonl', new Uint8Array(2000).fill(0xfe));
  write('2026-01-03T00-00-00.000-push-3.jsonl', '');
  write(
    '2026-01-04T00-00-00.000-push-4.jsonl',
    'null\n7\n"x"\n[]\n{"kind":"start"}\n{"time":"x","kind":"start","title":"y"}\n',
  );
  write('notes.jsonl', start('2026-01-05T00:00:00.000Z'));
  write('2026-01-06T00-00-00.000-push-6.jsonl', `null\n${start('2026-01-06T00:00:00.000Z')}{"time":"2026-`);
  expect(pastRuns().map(({ id }) => id)).toEqual(['2026-01-06T00-00-00.000-push-6']);
});

test('a log that nobody writes any more and that has no end is of a run that was killed', () => {
  write('2026-01-06T00-00-00.000-push-6.jsonl', start('2026-01-06T00:00:00.000Z'));
  const log = openRunLog('build', createRedactor());
  log.write({ kind: 'start', title: 'build', detail: { cwd: '/srv/blog' } });
  expect(pastRuns().map(({ verb, goesOn, exit }) => ({ verb, goesOn, exit }))).toEqual([
    { verb: 'build', goesOn: true, exit: undefined },
    { verb: 'push', goesOn: false, exit: undefined },
  ]);
  log.close(0);
  expect(pastRuns()[0]).toMatchObject({ goesOn: false, exit: 0 });
});

test('a folder that is none, or may not be read, is told', () => {
  expect(pastRuns()).toEqual([]);
  mkdirSync(dirname(runsFolder()), { recursive: true });
  writeFileSync(runsFolder(), '');
  expect(problemOf(() => pastRuns())).toMatchObject({ code: 'runs-unreadable', folder: runsFolder() });
});

test.each(['', 'no JSON', 'null', '[]', '{"title":"x"}', '{"title":1,"at":"2026","sections":[],"urls":[]}'])(
  'a summary that is %j is none',
  (text) => {
    write('x.json', text);
    expect(reportOf({ base: join(runsFolder(), 'x') })).toBeUndefined();
  },
);

test('a log is kept though there is something in the folder that cannot be removed', () => {
  for (let run = 10; run < 70; run += 1)
    mkdirSync(join(runsFolder(), `2020-01-01T00-00-${run}-x.jsonl`), { recursive: true });
  const log = openRunLog('build', createRedactor());
  expect([log.file === undefined, log.lost()]).toEqual([false, undefined]);
  log.close(0);
});
