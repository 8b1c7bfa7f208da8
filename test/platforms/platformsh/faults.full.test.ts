import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { git } from '../../support/platformsh/configuration.ts';
import { type Platformsh, startPlatformsh } from '../../support/platformsh/start-platformsh.ts';
import { runCli } from '../../support/run-cli.ts';
import { snapshotTree } from '../../support/tree-snapshot.ts';
import { testProject } from './test-project.ts';

describe.each(['upsun', 'platformsh'] as const)('what goes wrong on the way to %s', (flavour) => {
  let platform: Platformsh;
  let endEdge: () => void;
  beforeAll(async () => {
    platform = await startPlatformsh({ flavour });
    endEdge = useEdge(platform);
  });
  afterEach(() => platform.faults.clear());
  afterAll(async () => {
    endEdge();
    await platform.stop();
  });

  test('is told, leaves nothing half done, and the next push repairs', async () => {
    const { deploy, project, root } = testProject(platform);
    const before = snapshotTree(root);
    for (const fault of [
      { on: /^GET \/projects\/[^/]+$/, status: 401 },
      { on: /^POST \/projects\/.*\/variables$/, status: 500 },
      { on: /^GIT receive-pack/, dropAfter: 2000 },
      { on: /^GIT pre-receive/, message: 'The project is suspended.' },
    ]) {
      const remove = platform.faults.add(fault);
      expect(await deploy('push', '--yes')).toMatchObject({ code: 1, stdout: '' });
      remove();
      expect(project.activities).toEqual([]);
    }
    platform.faults.add({ on: /^GET \/projects\//, status: 503, times: 1 });
    platform.faults.add({
      on: /^GET \/projects\/.*\/variables/,
      status: 429,
      headers: { 'retry-after': '1' },
      times: 1,
    });
    expect(await deploy('push', '--yes')).toMatchObject({ code: 0 });
    expect(snapshotTree(root)).toEqual(before);
  });

  test('a project of the other kind is told, and the command that is named goes there, by the program that is here', async () => {
    const { deploy, project, root } = testProject(platform);
    project.kind = flavour === 'upsun' ? 'fixed' : 'flexible';
    const refused = await deploy('push', '--yes');
    const [, typed = ''] = /simple-deploy (push --to .*)/.exec(refused.stderr) ?? [];
    expect([refused.code, project.activities]).toEqual([1, []]);
    const other = flavour === 'upsun' ? 'platformsh' : 'upsun';
    expect(typed.trim()).toBe(`push --to ${other} --project ${project.id}`);
    const pushed = await runCli([...typed.trim().split(' '), '--yes'], { cwd: root, env: platform.env });
    expect(pushed).toMatchObject({ code: 0 });
    expect(git(project, 'ls-tree', '-r', '--name-only', 'main')).toContain(
      other === 'upsun' ? '.upsun/config.yaml' : '.platform.app.yaml',
    );
  });

  test('a project that takes its code from GitHub is not pushed to', async () => {
    const { deploy, project } = testProject(platform);
    project.integrations.push({ id: 'one', type: 'github' });
    const refused = await deploy('push', '--yes');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('GitHub') as string]);
    expect(git(project, 'for-each-ref')).toBe('');
  });

  test('an environment that is paused is resumed after a question, and answers', async () => {
    const { deploy, project, change } = testProject(platform);
    expect(await deploy('push', '--yes')).toMatchObject({ code: 0 });
    project.environments.get('main')!.status = 'paused';
    change('next');
    const asked = await deploy('push', '--yes');
    expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining('--create') as string]);
    expect(await deploy('push', '--yes', '--create')).toMatchObject({ code: 0 });
    expect(project.environments.get('main')?.status).toBe('active');
    expect(project.activities.at(-1)?.type).toBe('environment.resume');
  });

  test('two pushes at once: one commit comes on top of the other, or one push is told to look again', async () => {
    const { deploy, head, project } = testProject(platform);
    const both = await Promise.all([deploy('push', '--yes'), deploy('push', '--yes')]);
    expect(both.map(({ code }) => code).toSorted((a, b) => a! - b!)).toEqual([0, expect.toBeOneOf([0, 1])]);
    const made = both.filter(({ code }) => code === 0).length;
    expect(Number(git(project, 'rev-list', '--count', head()))).toBe(made);
  });

  test('asks nothing that the platform is not asked', () => {
    expect(platform.violations).toEqual([]);
  });
});
