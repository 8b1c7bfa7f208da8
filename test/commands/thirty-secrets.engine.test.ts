import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { freePort } from '../support/free-port.ts';
import { shownByImage } from '../support/image-search.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { recordingProxy } from '../support/recording-proxy.ts';
import { newState, runCli, type Ran } from '../support/run-cli.ts';
import { leaksOf, watchProcesses } from '../support/secrets.ts';
import { given, indiscreet, lent, notOurs, seedAll } from '../support/seeded-secrets.ts';

const app = `sd-secrets-${process.pid}`;
const web = `simple-deploy-${app}-web`;
const state = newState();
const valuesOf = (seeds: readonly { readonly value: string }[]) => seeds.map(({ value }) => value.split('\n')[0] ?? '');
const all = valuesOf([...given, ...lent, ...notOurs]);
let project: ReturnType<typeof copyFixture>;
let pushed: Ran;
let commandLines: readonly string[];
let sent: string;

beforeAll(async () => {
  project = copyFixture('nested-same-name');
  appendFileSync(join(project.root, 'blog/blog/settings.py'), indiscreet);
  const { env, build, push } = seedAll();
  const proxy = await recordingProxy();
  const watch = watchProcesses(() => all);
  const place = ['--app', app, '--port', String(await freePort()), '--base-image', debianBase];
  pushed = await runCli(['push', ...place, ...build, ...push, '--verbose'], {
    cwd: project.root,
    state,
    env: { ...env, DOCKER_HOST: proxy.address },
  });
  commandLines = watch.stop();
  proxy.stop();
  sent = proxy.sent().toString('latin1');
});

afterAll(async () => {
  const options = { cwd: project.root, state };
  await runCli(['destroy', '--app', app, '--confirm', app, '--delete-data'], options);
  await removeImagesOf(project.root);
  project.remove();
});

const secretKey = (): string => {
  const text = execFileSync('docker', ['inspect', '-f', '{{json .Config.Env}}', web], { encoding: 'utf8' });
  const pair = (JSON.parse(text) as readonly string[]).find((each) => each.startsWith('SECRET_KEY='));
  return pair?.slice('SECRET_KEY='.length) ?? '';
};

test('thirty secrets came by every door, and the app has its own', () => {
  expect(all.length + 1).toBe(30);
  expect(pushed.stderr).not.toContain('Error');
  expect(pushed.code).toBe(0);
  expect(secretKey()).toMatch(/^.{40,}$/);
  for (const { value } of given) expect(sent).toContain(JSON.stringify(value.split('\n')[0]).slice(1, 8));
});

test('none shows in output, log or summary, though the project tells them in every form and in pieces', () => {
  const folder = join(state, 'simple-deploy');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name));
  expect(names.map((name) => name.split('.').at(-1))).toEqual(
    expect.arrayContaining(['jsonl', 'md', 'txt', 'html', 'json']),
  );
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const texts = { ...files, stdout: pushed.stdout, stderr: pushed.stderr };
  expect(leaksOf([...all, secretKey()], texts)).toEqual([]);
  expect(pushed.stderr).toMatch(/INDISCREET MAIL_KEY .*\[hidden\]/);
  expect(pushed.stderr).toContain('IN PIECES [hidden]');
});

test('none shows in a command line, in the image, or in what the builder keeps about it', () => {
  expect(commandLines).toEqual([]);
  const image = execFileSync('docker', ['inspect', '-f', '{{.Config.Image}}', web], { encoding: 'utf8' }).trim();
  expect(shownByImage(image, [...all, secretKey()])).toEqual([]);
  const root = execFileSync('docker', ['info', '-f', '{{.DockerRootDir}}'], { encoding: 'utf8' }).trim();
  const search = ['-rlaF', ...all.flatMap((value) => ['-e', value]), join(root, 'buildkit')];
  expect(() => execFileSync('grep', search, { encoding: 'utf8' })).toThrow(/Command failed/);
});

test('the engine is sent what the app is given and what the build is lent, and nothing else', () => {
  expect(valuesOf(notOurs).filter((value) => sent.includes(value))).toEqual([]);
});
