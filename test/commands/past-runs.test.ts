import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyFixture } from '../support/fixture-copy.ts';
import { newState, readLog, runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const env = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };
const filesOf = (state: string) => readdirSync(join(state, 'simple-deploy', 'runs'));

test('a push that failed has a summary in every form, and its log is printed for people', async () => {
  const { root, remove } = copyFixture('nested-same-name');
  const state = newState();
  const run = (...args: string[]) => runCli(args, { state, env, cwd: root });
  const failed = await run('push', '--env', 'API_KEY=sup&r-s3cret-value');
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(/^ {2}Summary: .+\.html$/m);
  const text = await run('summary');
  expect(text.stdout).toMatch(/^push stopped: /);
  expect(text.stdout).toContain('Nothing was begun: everything is as it was.');
  const html = await run('summary', '--format', 'html');
  expect(html.stdout).toMatch(/^<!doctype html>[^]*push stopped/);
  expect((await run('summary', '--format', 'md')).stdout).toMatch(/^# push stopped/);
  const log = await run('log');
  expect(log.stdout).toMatch(/^ +0\.00 s {2}start +push\n +version: /);
  expect(log.stdout).toMatch(/found +layout\n +root: /);
  expect(log.stdout).toMatch(/end +end {2}exit 1 {2}/);
  const json = (await run('log', '--json')).stdout.trim().split('\n');
  expect(json.map((line) => JSON.parse(line) as object)).toEqual(readLog(state));
  remove();
  const everything = filesOf(state).map((name) => readFileSync(join(state, 'simple-deploy/runs', name), 'utf8'));
  expect(everything.join('')).not.toMatch(/s3cret-value/);
  // Looking back leaves nothing to look back to, and every run has ended.
  expect(filesOf(state).filter((name) => /\.jsonl|\.open/.test(name))).toHaveLength(1);
});

test('earlier runs are listed for this project or for all, and chosen by number or time', async () => {
  const [one, two] = [copyFixture('nested-same-name'), copyFixture('flat')];
  const state = newState();
  const run = (args: string[], cwd = one.root) => runCli(args, { state, env, cwd });
  await run(['inspect']);
  await run(['build']);
  await run(['inspect'], two.root);
  const list = (await run(['log', '--list'])).stdout.trimEnd().split('\n');
  expect(list).toEqual([
    expect.stringMatching(/^1 {2}\S+ \S+ {2}build {4}exit 1 /),
    expect.stringMatching(/^2 {2}\S+ \S+ {2}inspect {2}done /),
  ]);
  const all = (await run(['log', '--list', '--all'])).stdout.trimEnd().split('\n');
  expect(all).toHaveLength(3);
  expect(all[0]).toContain(two.root);
  expect((await run(['log', '--run', '2'])).stdout).toMatch(/start +inspect\n/);
  const [name = ''] = filesOf(state).filter((each) => each.endsWith('inspect.jsonl') || each.includes('-inspect-'));
  expect((await run(['log', '--run', name.slice(0, 23)])).stdout).toMatch(/start +inspect\n/);
  const wrong = await run(['log', '--run', '7']);
  expect(wrong).toMatchObject({ code: 1, stdout: '' });
  expect(wrong.stderr).toContain('There is no run 7.');
  const vague = await run(['log', '--run', '20']);
  expect(vague.stderr).toMatch(/no run 20/);
  const without = await run(['summary'], two.root);
  expect(without).toMatchObject({ code: 1, stdout: '' });
  expect(without.stderr).toMatch(
    /No run of the project in .+ has left a summary\.\n {2}Other projects have 1\.\n→ simple-deploy summary --list --all/,
  );
  one.remove();
  two.remove();
});

test('--summary-file writes the form of its ending, and is refused before anything is done', async () => {
  const { root, remove } = copyFixture('nested-same-name');
  const file = join(temporaryFolder('summary'), 'out.html');
  await runCli(['build', '--summary-file', file], { env, cwd: root });
  expect(readFileSync(file, 'utf8')).toContain('<!doctype html>');
  const ending = await runCli(['build', '--summary-file', 'out.pdf'], { env, cwd: root });
  expect(ending).toMatchObject({ code: 2, stdout: '' });
  expect(ending.stderr).toContain('.md, .html or .txt');
  const nowhere = await runCli(['build', '--summary-file', join(file, 'x.md')], { env, cwd: root });
  expect(nowhere).toMatchObject({ code: 1, stdout: '' });
  expect(nowhere.stderr).toContain('The summary cannot be written to');
  expect(existsSync(join(root, 'out.pdf'))).toBe(false);
  remove();
});

test('a run that was killed is ended in its log by the next one, and listed as killed', async () => {
  const { root, remove } = copyFixture('nested-same-name');
  const state = newState();
  // In the place of an engine: the build is killed while it waits for the answer.
  const socket = join(temporaryFolder('engine'), 'docker.sock');
  let kill = (): void => {};
  const silent = createServer(() => kill()).listen(socket);
  const killed = await runCli(['build', root], {
    state,
    env: { DOCKER_HOST: `unix://${socket}` },
    onStart: (child) => (kill = () => void child.kill('SIGKILL')),
  });
  silent.close();
  expect(killed.code).toBeNull();
  expect(filesOf(state).some((name) => name.endsWith('.open'))).toBe(true);
  await runCli(['inspect', root], { state, env });
  const list = (await runCli(['log', '--list', root], { state, env })).stdout.split('\n');
  remove();
  expect(list[1]).toMatch(/^2 {2}\S+ \S+ {2}build {4}killed/);
  expect(filesOf(state).some((name) => name.endsWith('.open'))).toBe(false);
});

test('what crashes outside of anything that waits for it ends the log too, with our exit code', async () => {
  const { root, remove } = copyFixture('nested-same-name');
  const state = newState();
  const socket = join(temporaryFolder('engine'), 'docker.sock');
  let crashNow = (): void => {};
  const silent = createServer(() => crashNow()).listen(socket);
  const crash = `data:text/javascript,process.on('SIGUSR2', () => { throw new Error('boom of a timer') })`;
  const crashed = await runCli(['build', root], {
    state,
    env: { DOCKER_HOST: `unix://${socket}` },
    nodeArguments: ['--import', crash],
    onStart: (child) => (crashNow = () => void child.kill('SIGUSR2')),
  });
  silent.close();
  remove();
  expect(crashed).toMatchObject({ code: 70, stdout: '' });
  expect(crashed.stderr).toContain('something in simple-deploy itself went wrong: boom of a timer');
  expect(crashed.stderr).not.toContain('node:internal');
  expect(readLog(state).slice(-2)).toMatchObject([
    { kind: 'failure', title: 'unexpected', detail: { stack: expect.stringContaining('boom of a timer') as string } },
    { kind: 'end', exit: 70 },
  ]);
  expect(filesOf(state).some((name) => name.endsWith('.open'))).toBe(false);
});
