import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { thisProcess } from '../src/holder.ts';
import { createRedactor } from '../src/redact.ts';
import { keepSummary } from '../src/run-log-summary.ts';
import { openRunLog } from '../src/run-log.ts';
import { rememberApp, rememberedApp } from '../src/state-folder/remembered-apps.ts';
import { runsFolder } from '../src/state-folder.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

beforeEach(() => {
  vi.stubEnv('XDG_STATE_HOME', temporaryFolder('state'));
});
afterEach(() => {
  vi.unstubAllEnvs();
});

function linesOf(file: string | undefined): readonly Record<string, unknown>[] {
  const text = readFileSync(file ?? '', 'utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a line is on the disk as soon as it is written, readable by its owner only', () => {
  const log = openRunLog('build', createRedactor());
  log.write({ kind: 'command', title: 'git status', exit: 0, ms: 12 });
  expect(linesOf(log.file)).toMatchObject([{ kind: 'command', title: 'git status', exit: 0, ms: 12 }]);
  expect(statSync(log.file ?? '').mode & 0o777).toBe(0o600);
  log.close(0);
  expect(linesOf(log.file).at(-1)).toMatchObject({ kind: 'end', exit: 0 });
  expect(log.lost()).toBeUndefined();
});

test('a secret is hidden at any depth, and the line stays JSON', () => {
  const redactor = createRedactor();
  redactor.add('pa"ss\\word');
  const log = openRunLog('push', redactor);
  log.write({ kind: 'api', title: 'PUT pa"ss\\word', detail: { headers: [{ auth: 'x pa"ss\\word y' }] } });
  log.close(1);
  expect(linesOf(log.file)[0]).toMatchObject({
    title: 'PUT [hidden]',
    detail: { headers: [{ auth: 'x [hidden] y' }] },
  });
});

test('the oldest runs are removed with what lies beside them; fifty stay', () => {
  mkdirSync(runsFolder(), { recursive: true });
  for (let run = 10; run < 70; run += 1) {
    for (const extension of ['jsonl', 'md'])
      writeFileSync(join(runsFolder(), `2020-01-01T00-00-${run}-x.${extension}`), '');
  }
  openRunLog('build', createRedactor()).close(0);
  const names = readdirSync(runsFolder());
  expect(names.filter((name) => name.endsWith('.jsonl'))).toHaveLength(50);
  expect(names.filter((name) => name.endsWith('.md'))).toHaveLength(49);
  expect(names).not.toContain('2020-01-01T00-00-20-x.md');
  expect(names).toContain('2020-01-01T00-00-69-x.md');
});

test('without a state folder that can be written, a run goes on without a log', () => {
  writeFileSync(join(process.env['XDG_STATE_HOME'] ?? '', 'simple-deploy'), 'a file where the folder should be');
  const log = openRunLog('build', createRedactor());
  log.write({ kind: 'warning', title: 'x' });
  log.close(0);
  expect(log.file).toBeUndefined();
  expect(log.lost()).toContain('not a directory');
  expect(() => rememberApp('/p', 'local', 'blog')).not.toThrow();
});

test('the summary lies beside the log, and is appended to the job of GitHub Actions', () => {
  const log = openRunLog('build', createRedactor());
  const job = join(process.env['XDG_STATE_HOME'] ?? '', 'job.md');
  writeFileSync(job, 'before\n');
  const page = keepSummary(log, { json: '{}', txt: 'text', md: '# Markdown\n', html: '<p>' }, job);
  expect(readFileSync(page ?? '', 'utf8')).toBe('<p>');
  expect(readFileSync(log.beside('md') ?? '', 'utf8')).toBe('# Markdown\n');
  expect(readFileSync(job, 'utf8')).toBe('before\n# Markdown\n');
  log.close(0);
});

test('the name of an app is remembered by folder and platform', () => {
  rememberApp('/home/me/blog', 'local', 'blog-two');
  expect(rememberedApp('/home/me/blog', 'local')).toBe('blog-two');
  expect(rememberedApp('/home/me/blog', 'elsewhere')).toBeUndefined();
  expect(rememberedApp('/home/me/other', 'local')).toBeUndefined();
});

const gone = { host: hostname(), pid: 4_194_304, born: 'another boot/1', since: '2020-01-01T00:00:00Z' };

test('a log that a kill left open is ended by the next run; that of a run which goes on is not', () => {
  const folder = runsFolder();
  mkdirSync(folder, { recursive: true });
  const leave = (id: string, holder: object): void => {
    writeFileSync(join(folder, `${id}.jsonl`), '{"kind":"start","title":"push"}\n{"kind":"api","ti');
    writeFileSync(join(folder, `${id}.open`), JSON.stringify(holder));
  };
  leave('2020-01-01T00-00-01-push-1', gone);
  leave('2020-01-01T00-00-02-push-2', thisProcess());
  openRunLog('build', createRedactor()).close(0);
  const killed = readFileSync(join(folder, '2020-01-01T00-00-01-push-1.jsonl'), 'utf8').trim().split('\n');
  expect(JSON.parse(killed.at(-1) ?? '')).toMatchObject({ kind: 'end', title: 'killed' });
  expect(readFileSync(join(folder, '2020-01-01T00-00-02-push-2.jsonl'), 'utf8')).not.toContain('"end"');
  expect(readdirSync(folder).filter((name) => name.endsWith('.open'))).toEqual(['2020-01-01T00-00-02-push-2.open']);
});

test('a log is ended once', () => {
  const log = openRunLog('build', createRedactor());
  log.close(130);
  log.close(0);
  expect(linesOf(log.file).filter(({ kind }) => kind === 'end')).toMatchObject([{ exit: 130 }]);
});
