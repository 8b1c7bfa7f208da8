import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { freePort } from '../support/free-port.ts';
import { readLog, runCli, type Ran } from '../support/run-cli.ts';
import { snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';

let project: ReturnType<typeof copyFixture>;
let before: TreeSnapshot;
let built: Ran;
const args = ['build', '--base-image', debianBase];

beforeAll(async () => {
  project = copyFixture('nested-same-name');
  before = snapshotTree(project.root);
  built = await runCli(args, { cwd: join(project.root, 'blog', 'blog'), env: { GITHUB_STEP_SUMMARY: '' } });
});

afterAll(async () => {
  await removeImagesOf(project.root);
  project.remove();
});

test('the reference is all that stands on stdout, also from deep inside the project', () => {
  expect(built.stderr).not.toContain('Error');
  expect(built).toMatchObject({ code: 0, stdout: expect.stringMatching(/^simple-deploy\/[a-z0-9-]+:[0-9a-f]{12}\n$/) });
});

test('the project is as it was: bytes, modes, times, git status', () => {
  expect(snapshotTree(project.root)).toEqual(before);
});

test('the talk names what was found, the size by part, and what to do next', () => {
  expect(built.stderr).toContain('blog/manage.py');
  expect(built.stderr).toMatch(/Python packages +\d+\.\d MB/);
  expect(built.stderr).toContain('simple-deploy push');
});

test('the log has the facts, the plan, the steps with durations and the end', () => {
  const log = readLog(built.state);
  expect(log[0]).toMatchObject({ kind: 'start', detail: { node: process.version } });
  const titles = log.map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining(['project', 'layout', 'engine', 'plan', 'build']));
  expect(log.filter(({ kind, ms }) => kind === 'build' && typeof ms === 'number').length).toBeGreaterThan(3);
  expect(log.at(-1)).toMatchObject({ kind: 'end', exit: 0 });
});

test('the summary lies beside the log as Markdown and text', () => {
  const folder = join(built.state, 'simple-deploy', 'runs');
  const file = readdirSync(folder).find((name) => name.endsWith('.md')) ?? '';
  expect(readFileSync(join(folder, file), 'utf8')).toContain(`# Built ${built.stdout.trim()}`);
  expect(readdirSync(folder).some((name) => name.endsWith('.txt'))).toBe(true);
});

describe('again, with --json', () => {
  test('the same name, the same image, and the summary appended to the job of GitHub Actions', async () => {
    const jobSummary = join(built.state, 'job.md');
    const again = await runCli([...args, project.root, '--json'], { env: { GITHUB_STEP_SUMMARY: jobSummary } });
    const result = JSON.parse(again.stdout) as Record<string, unknown>;
    expect(result).toMatchObject({ schemaVersion: 1, reference: built.stdout.trim(), osArch: 'linux/amd64' });
    expect(result['layers']).not.toHaveLength(0);
    expect(readFileSync(jobSummary, 'utf8')).toContain('# Built');
    const cached = readLog(again.state).filter(({ detail }) => (detail as { cached?: boolean })?.cached === true);
    expect(cached.length).toBeGreaterThan(3);
  });
});

/** All that the engine holds of this folder, and all that the state folder holds. */
function everything(): object {
  const folder = createHash('sha256').update(project.root).digest('hex').slice(0, 12);
  const label = `label=simple-deploy.folder=${folder}`;
  const name = `name=${basename(project.root)}`;
  const docker = (...words: readonly string[]): string => execFileSync('docker', words, { encoding: 'utf8' });
  return {
    images: docker('images', '--format', '{{.ID}} {{.Repository}}:{{.Tag}}', '--filter', label),
    containers: docker('ps', '--all', '--quiet', '--filter', name),
    volumes: docker('volume', 'ls', '--quiet', '--filter', name),
    networks: docker('network', 'ls', '--quiet', '--filter', name),
    state: snapshotTree(built.state),
  };
}

describe.each([
  ['build', []],
  ['push', ['--port']],
])('%s --dry-run', (verb, portOption) => {
  const tag = `simple-deploy-test-dry:${process.pid}`;

  test('prints the plan of what would be done, and makes nothing', async () => {
    appendFileSync(join(project.root, 'blog', 'manage.py'), `# ${verb}\n`);
    const port = await Promise.all(portOption.map(async (option) => [option, String(await freePort())]));
    const kept = everything();
    const options = ['--base-image', debianBase, '--dry-run', '--tag', tag, ...port.flat()];
    const { code, stdout, stderr } = await runCli([verb, project.root, ...options], { state: built.state });
    expect(code).toBe(0);
    expect(stdout).toContain(`from ${debianBase}`);
    expect(stdout).toContain('FROM ');
    expect(stdout + stderr).not.toContain('Log of this run');
    expect(/^1\. /m.test(stdout)).toBe(verb === 'push');
    expect(everything()).toEqual(kept);
    expect(execFileSync('docker', ['images', '-q', tag], { encoding: 'utf8' })).toBe('');
  });
});

test('a tag of the person is one more name of the image', async () => {
  const tag = `simple-deploy-test-tag:${process.pid}`;
  const { stdout } = await runCli([...args, project.root, '--tag', tag]);
  const id = (name: string) =>
    execFileSync('docker', ['image', 'inspect', '-f', '{{.Id}}', name], { encoding: 'utf8' });
  expect(id(tag)).toBe(id(stdout.trim()));
  execFileSync('docker', ['rmi', tag]);
});
