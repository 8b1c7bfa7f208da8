import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { copyFixture } from '../../support/fixture-copy.ts';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { git } from '../../support/platformsh/configuration.ts';
import { handMade } from '../../support/platformsh/hand-made.ts';
import { type Platformsh, startPlatformsh } from '../../support/platformsh/start-platformsh.ts';
import { newEnvironment, type Project } from '../../support/platformsh/state.ts';
import { newState, type Ran, runCli } from '../../support/run-cli.ts';
import { snapshotTree } from '../../support/tree-snapshot.ts';

const mark = 'simple-deploy: the deploy hook FAILED with exit code 1';

interface ByGit {
  readonly root: string;
  readonly project: Project;
  readonly push: (...more: readonly string[]) => Promise<Ran>;
  readonly change: (text: string) => void;
}

/** A nested project, and a project on the platform that is known by the address of its repository only. */
function byGit(platform: Platformsh): ByGit {
  const { root, remove } = copyFixture('nested-same-name');
  onTestFinished(remove);
  const project = platform.project();
  const url = `${platform.platform.ground.user}@git.${project.region}:${project.id}.git`;
  const options = { cwd: root, env: platform.gitAlone, state: newState() };
  return {
    root,
    project,
    push: (...more) => runCli(['push', '--to', platform.flavour, '--destination', url, ...more], options),
    change: (text) => writeFileSync(join(root, 'blog', 'changed.py'), `# ${text}\n`),
  };
}

describe.each(['upsun', 'platformsh'] as const)('a push to %s by git and a key of one’s own', (flavour) => {
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
  const head = (project: Project, branch = 'main') => git(project, 'rev-parse', `refs/heads/${branch}`).trim();

  test('asks before it makes an environment, deploys, is a fast-forward the next time, and leaves the folder as it was', async () => {
    const { root, project, push, change } = byGit(platform);
    const before = snapshotTree(root);
    const asked = await push('--environment', 'main');
    expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining('--create') as string]);
    const pushed = await push('--environment', 'main', '--create');
    expect(pushed).toMatchObject({ code: 0, stderr: expect.stringContaining('by git alone') as string });
    expect(await (await fetch(pushed.stdout.trim())).json()).toEqual({ commit: head(project) });
    expect(snapshotTree(root)).toEqual(before);
    const first = head(project);
    const again = await push('--environment', 'main');
    expect([again.code, again.stderr, head(project)]).toEqual([
      0,
      expect.stringContaining('not to be seen') as string,
      first,
    ]);
    change('second');
    expect(await push('--environment', 'main')).toMatchObject({ code: 0 });
    expect(git(project, 'rev-parse', `${head(project)}^`).trim()).toBe(first);
  });

  test('fails when the deploy hook does, with its lines; what came of it later is said not to be known', async () => {
    const { push, project } = byGit(platform);
    platform.faults.add({ on: /^DEPLOY hook/, message: `W: no such table: notes_note\n${mark}`, times: 1 });
    const failed = await push('--create');
    expect([failed.code, failed.stdout]).toEqual([1, '']);
    expect(failed.stderr).toContain('no such table: notes_note');
    expect(project.activities.at(-1)?.result).toBe('success');
    const again = await push();
    expect([again.code, again.stderr]).toEqual([
      0,
      expect.stringContaining("ssh 'python manage.py migrate'") as string,
    ]);
  });

  test('fails when nothing was deployed: an invalid deployment, an environment that is not active', async () => {
    const { push, project, change } = byGit(platform);
    platform.faults.add({ on: /^DEPLOY invalid/, message: 'Resources must be configured.', times: 1 });
    const invalid = await push('--create');
    expect([invalid.code, invalid.stderr]).toEqual([1, expect.stringContaining('resources:set') as string]);
    expect(await push('--environment', 'staging', '--create')).toMatchObject({ code: 0 });
    (project.environments.get('staging') ?? newEnvironment(project, 'staging')).status = 'inactive';
    change('while it rests');
    const resting = await push('--environment', 'staging');
    expect([resting.code, resting.stdout]).toEqual([1, '']);
    expect(resting.stderr).toContain('environment:activate staging');
  });

  test('leaves a commit of somebody else, and does nothing that needs the API', async () => {
    const { push, project, root } = byGit(platform);
    const theirs = handMade(platform);
    await theirs.run('push', 'HEAD', '--target', 'main', '-p', project.id, '-y');
    const refused = await push();
    expect([refused.code, head(project)]).toEqual([1, theirs.git('rev-parse', 'HEAD')]);
    expect(await push('--force')).toMatchObject({ code: 0 });
    expect(git(project, 'rev-parse', `${head(project)}^`).trim()).toBe(theirs.git('rev-parse', 'HEAD'));
    const withVariable = await push('--env', 'KEY=hunter2!');
    expect([withVariable.code, withVariable.stderr]).toEqual([1, expect.stringContaining('API') as string]);
    const status = await runCli(['status', '--to', flavour], { cwd: root, env: platform.gitAlone });
    expect([status.code, status.stderr]).toEqual([1, expect.stringContaining('installer.sh') as string]);
  });

  test('says what to look at when git is not let in', async () => {
    const { project, root } = byGit(platform);
    const url = `nobody@git.${project.region}:${project.id}.git`;
    const args = ['push', '--to', flavour, '--destination', url];
    const refused = await runCli(args, { cwd: root, env: platform.gitAlone });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(`git ls-remote ${url}`) as string]);
  });

  test('asks nothing that the platform is not asked', () => {
    expect(platform.violations).toEqual([]);
  });
});

describe('a push by git to a platform that builds', () => {
  let platform: Platformsh;
  let endEdge: () => void;
  beforeAll(async () => {
    platform = await startPlatformsh({ builds: true });
    endEdge = useEdge(platform);
  });
  afterAll(async () => {
    endEdge();
    await platform.stop();
  });

  test('serves the page; a migration that fails is a failed push, and the next one repairs', async () => {
    const { root, push } = byGit(platform);
    const pushed = await push('--create');
    expect(pushed).toMatchObject({ code: 0 });
    const url = pushed.stdout.trim();
    expect((await fetch(url)).status).toBe(200);
    const broken = join(root, 'blog', 'notes', 'migrations', '0099_broken.py');
    writeFileSync(broken, 'raise RuntimeError("this migration is broken")\n');
    const failed = await push();
    expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('this migration is broken') as string]);
    rmSync(broken);
    expect(await push()).toMatchObject({ code: 0 });
    expect((await fetch(url)).status).toBe(200);
    expect(platform.violations).toEqual([]);
  });
});
