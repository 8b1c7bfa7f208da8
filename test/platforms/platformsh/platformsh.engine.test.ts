import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { git } from '../../support/platformsh/configuration.ts';
import { handMade } from '../../support/platformsh/hand-made.ts';
import { type Platformsh, startPlatformsh } from '../../support/platformsh/start-platformsh.ts';
import { readLog, runCli } from '../../support/run-cli.ts';
import { snapshotTree } from '../../support/tree-snapshot.ts';
import { testProject } from './test-project.ts';

let platform: Platformsh;
let endEdge: () => void;
beforeAll(async () => {
  platform = await startPlatformsh();
  endEdge = useEdge(platform);
});
afterEach(() => platform.faults.clear());
afterAll(async () => {
  endEdge();
  await platform.stop();
});

test('first push, nothing changed, a fast-forward, back, and gone; the repository here stays as it was', async () => {
  const { root, project, deploy, head, change } = testProject(platform);
  const before = snapshotTree(root);
  const first = await deploy('push', '--yes', '--env', 'API_KEY=hunter2!');
  expect(first).toMatchObject({ code: 0 });
  const url = first.stdout.trim();
  expect(await (await fetch(url)).json()).toEqual({ commit: head() });
  expect(snapshotTree(root)).toEqual(before);
  const { variables } = project.environments.get('main')!;
  expect(variables.get('env:API_KEY')).toMatchObject({ value: 'hunter2!', is_sensitive: true });
  expect(first.stderr + JSON.stringify(readLog(first.state))).not.toContain('hunter2!');
  const one = head();
  const again = await deploy('push', '--yes', '--env', 'API_KEY=hunter2!');
  expect([again.code, again.stderr, head()]).toEqual([0, expect.stringContaining('nothing changed') as string, one]);
  change('second');
  expect(await deploy('push', '--yes')).toMatchObject({ code: 0 });
  expect(git(project, 'rev-parse', `${head()}^`).trim()).toBe(one);
  expect(git(project, 'show', `${head()}:blog/changed.py`)).toBe('# second\n');
  expect(await deploy('rollback', '--yes')).toMatchObject({ code: 0 });
  expect(git(project, 'rev-parse', `${head()}^{tree}`)).toBe(git(project, 'rev-parse', `${one}^{tree}`));
  expect((await deploy('status')).stdout + (await deploy('open')).stdout).toContain(url);
  const destroyed = await deploy('destroy', '--confirm', project.id, '--delete-data');
  expect([destroyed.code, platform.state.projects.has(project.id)]).toEqual([0, false]);
});

test('a commit of somebody else stays until --force says otherwise, and then in the history', async () => {
  const { project, deploy, head } = testProject(platform);
  const theirs = handMade(platform);
  await theirs.run('push', 'HEAD', '--target', 'main', '-p', project.id, '-y');
  const refused = await deploy('push', '--yes');
  expect([refused.code, head()]).toEqual([1, theirs.git('rev-parse', 'HEAD')]);
  expect(refused.stderr).toContain('--force');
  expect(await deploy('push', '--yes', '--force')).toMatchObject({ code: 0 });
  expect(git(project, 'rev-parse', `${head()}^`).trim()).toBe(theirs.git('rev-parse', 'HEAD'));
});

test('a deploy hook that fails is a failed push, though the platform says success; so is an invalid deployment', async () => {
  const { project, deploy, change } = testProject(platform);
  const mark = 'simple-deploy: the deploy hook FAILED with exit code 1';
  platform.faults.add({ on: /^DEPLOY hook/, message: `W: no such table: notes_note\n${mark}`, times: 1 });
  const failed = await deploy('push', '--yes');
  expect(project.activities.at(-1)?.result).toBe('success');
  expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('no such table: notes_note') as string]);
  change('next');
  platform.faults.add({ on: /^DEPLOY invalid/, message: 'Resources must be configured.', times: 1 });
  const invalid = await deploy('push', '--yes');
  expect([invalid.code, invalid.stderr]).toEqual([1, expect.stringContaining('resources:set') as string]);
});

test('nobody logged in, and no program: what to type', async () => {
  const { root, project } = testProject(platform);
  const stale = { ...platform.env, UPSUN_CLI_TOKEN: 'stale' };
  const args = ['push', '--to', 'upsun', '--project', project.id, '--yes'];
  const refused = await runCli(args, { cwd: root, env: stale });
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('upsun login') as string]);
  const folder = execFileSync('dirname', [execFileSync('sh', ['-c', 'command -v git']).toString().trim()]);
  const without = await runCli(args, { cwd: root, env: { ...platform.env, PATH: folder.toString().trim() } });
  expect([without.code, without.stderr]).toEqual([1, expect.stringContaining('installer.sh') as string]);
});

test('the platform was asked nothing that it is not asked', () => {
  expect(platform.violations).toEqual([]);
});
