import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { beforeTheBuild, shownByBuilder } from '../support/builder-search.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { freePort } from '../support/free-port.ts';
import { shownByImage } from '../support/image-search.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { recordingProxy } from '../support/recording-proxy.ts';
import { newState, runCli, type Ran } from '../support/run-cli.ts';
import { leaksOf, watchProcesses } from '../support/secrets.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { given, indiscreet, lent, notOurs, seedAll, typed } from '../support/seeded-secrets.ts';

const app = `sd-secrets-${process.pid}`;
const web = `simple-deploy-${app}-web`;
const state = newState();
const valuesOf = (seeds: readonly { readonly value: string }[]) => seeds.map(({ value }) => value.split('\n')[0] ?? '');
const all = valuesOf([...given, ...lent, ...notOurs, ...typed]);
const [own = ''] = valuesOf(typed);
const cache = newState();
/** Where programs put what they need for a moment. */
const temporary = temporaryFolder('moment');
let project: ReturnType<typeof copyFixture>;
let pushed: Ran;
let commandLines: readonly string[];
let since: number;
let sent: string;

beforeAll(async () => {
  project = copyFixture('nested-same-name');
  appendFileSync(join(project.root, 'blog/blog/settings.py'), indiscreet);
  const { env, build, push } = seedAll();
  const proxy = await recordingProxy();
  const watch = watchProcesses(() => all);
  since = beforeTheBuild();
  const place = ['--app', app, '--port', String(await freePort()), '--base-image', debianBase];
  pushed = await runCli(['push', ...place, ...build, ...push, '--verbose'], {
    cwd: project.root,
    state,
    env: { ...env, DOCKER_HOST: proxy.address, XDG_CACHE_HOME: cache, TMPDIR: temporary },
  });
  // What the person typed stands in the command line of the person.
  const withoutTyped = (line: string): string => (line.includes('src/cli.ts') ? line.replaceAll(own, '') : line);
  commandLines = watch
    .stop()
    .map(withoutTyped)
    .filter((line) => all.some((value) => line.includes(value)));
  proxy.stop();
  sent = proxy.sent().toString('latin1');
});

afterAll(async () => {
  const options = { cwd: project.root, state };
  await runCli(['destroy', '--app', app, '--confirm', app, '--delete-data'], options);
  await removeImagesOf(project.root);
  project.remove();
});

/** Every file below a folder. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

const secretKey = (): string => {
  const text = execFileSync('docker', ['inspect', '-f', '{{json .Config.Env}}', web], { encoding: 'utf8' });
  const pair = (JSON.parse(text) as readonly string[]).find((each) => each.startsWith('SECRET_KEY='));
  return pair?.slice('SECRET_KEY='.length) ?? '';
};

test('thirty secrets came by every door, and the app has its own', () => {
  expect(all.length + 1).toBe(31);
  expect(pushed.stderr).not.toContain('Error');
  expect(pushed.code).toBe(0);
  expect(secretKey()).toMatch(/^.{40,}$/);
  for (const { value } of [...given, ...typed])
    expect(sent).toContain(JSON.stringify(value.split('\n')[0]).slice(1, 8));
});

test('none shows in output, log, summary, cache, a file that was left or the project, though the project tells them in every form and in pieces', () => {
  const names = filesIn(state).map((file) => file.slice(state.length));
  expect(names.map((name) => name.split('.').at(-1))).toEqual(
    expect.arrayContaining(['jsonl', 'md', 'txt', 'html', 'json']),
  );
  const files = [state, cache, temporary, project.root].flatMap(filesIn);
  const contents = Object.fromEntries(files.map((file) => [file, readFileSync(file, 'utf8')]));
  const texts = { ...contents, stdout: pushed.stdout, stderr: pushed.stderr };
  expect(leaksOf([...all, secretKey()], texts)).toEqual([]);
  expect(pushed.stderr).toMatch(/INDISCREET MAIL_KEY .*\[hidden\]/);
  expect(pushed.stderr).toContain('IN PIECES [hidden]');
});

test('none shows in a command line, in the image, or in what the builder keeps about it', () => {
  expect(commandLines).toEqual([]);
  const image = execFileSync('docker', ['inspect', '-f', '{{.Config.Image}}', web], { encoding: 'utf8' }).trim();
  expect(shownByImage(image, [...all, secretKey()])).toEqual([]);
  expect(shownByBuilder([...all, secretKey()], since)).toEqual([]);
  // What is in the project is found where the builder put it.
  expect(shownByBuilder(['IN PIECES'], since)).not.toEqual([]);
});

test('the engine is sent what the app is given and what the build is lent, and nothing else', () => {
  expect(valuesOf(notOurs).filter((value) => sent.includes(value))).toEqual([]);
});
