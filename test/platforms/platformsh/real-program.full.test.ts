import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { handMade } from '../../support/platformsh/hand-made.ts';
import { addressOf } from '../../support/platformsh/routes.ts';
import { type Platformsh, startPlatformsh } from '../../support/platformsh/start-platformsh.ts';

/** The tests' own platform, as the platform's real program meets it under both of its names. */
describe.each(['upsun', 'platformsh'] as const)('the real program of %s', (flavour) => {
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

  test('pushes over ssh with a certificate; the environment is active and answers, the log tells of it', async () => {
    const project = platform.project();
    const made = handMade(platform);
    const pushed = await made.run('push', 'HEAD', '--target', 'main', '-p', project.id, '-y');
    expect([pushed.code, pushed.stderr]).toEqual([0, expect.stringContaining('[new branch]') as string]);
    const url = await made.run('environment:url', '--primary', '--pipe', '-p', project.id, '-e', 'main');
    const [environment] = project.environments.values();
    expect(url.stdout.trim()).toBe(`https://${addressOf(project, environment!)}/`);
    expect(await (await fetch(url.stdout.trim())).json()).toEqual({ commit: made.git('rev-parse', 'HEAD') });
    const log = await made.run('activity:log', '-p', project.id, '-e', 'main', '--type', 'environment.push');
    expect(log.stdout).toContain('Executing deploy hook for application app');
    expect(platform.requests.map(({ path }) => path)).toContain('/ssh');
  });

  test('takes a fast-forward, and nothing else unless it is forced to', async () => {
    const project = platform.project();
    const made = handMade(platform);
    const push = (...more: readonly string[]) =>
      made.run('push', 'HEAD', '--target', 'main', '-p', project.id, '-y', ...more);
    expect((await push()).code).toBe(0);
    const first = made.git('rev-parse', 'HEAD');
    made.commit({ second: '2' });
    expect((await push()).code).toBe(0);
    made.git('reset', '-q', '--hard', first);
    made.commit({ other: '3' });
    const refused = await push();
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('[rejected]') as string]);
    expect((await push('--force')).code).toBe(0);
    expect(project.environments.get('main')?.deployment?.commit).toBe(made.git('rev-parse', 'HEAD'));
  });

  test('has a configuration that does not fit refused by the platform, with the words of its validator', async () => {
    const project = platform.project();
    const made = handMade(platform, { application: { image: 'python:3.11' } });
    const refused = await made.run('push', 'HEAD', '--target', 'main', '-p', project.id, '-y');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Additional property image is not allowed');
    expect(refused.stderr).toContain('pre-receive hook declined');
    const other = handMade(platform, { application: { relationships: { database: 'db:postgresql' } } });
    const unknown = await other.run('push', 'HEAD', '--target', 'main', '-p', project.id, '-y');
    expect(unknown.stderr).toContain('refers to the service db, which does not exist');
    expect(project.activities).toEqual([]);
  });

  test('meets what goes wrong as it is there', async () => {
    const project = platform.project();
    const made = handMade(platform, { files: { ballast: 'x'.repeat(200_000) } });
    const push = () => made.run('push', 'HEAD', '--target', 'main', '-p', project.id, '-y');
    const meets = async (fault: Parameters<Platformsh['faults']['add']>[0]) => {
      platform.faults.add({ times: 1, ...fault });
      const { code, stderr } = await push();
      return { code, stderr };
    };
    // git names what it saw, and the program passes git's code on.
    expect(await meets({ on: /^GIT receive-pack/, dropAfter: 100 })).toMatchObject({ code: 128 });
    expect(project.activities).toEqual([]);
    const refused = await meets({ on: /^GIT pre-receive/, message: 'The project is suspended.' });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('The project is suspended.') as string });
    expect((await meets({ on: /^DEPLOY build/, message: 'no such package' })).code).toBe(87);
    made.commit({ more: '1' });
    const invalid = await meets({ on: /^DEPLOY invalid/, message: 'Resources must be configured.' });
    expect(invalid).toMatchObject({ code: 87, stderr: expect.stringContaining('Invalid deployment') as string });
    made.commit({ more: '2' });
    // The platform calls this one a success.
    const hook = await meets({ on: /^DEPLOY hook/, message: 'django.db.utils.OperationalError' });
    expect(hook).toMatchObject({ code: 0, stderr: expect.stringContaining('OperationalError') as string });
    expect(project.activities.map(({ result }) => result)).toEqual(['failure', 'failure', 'success']);
  });

  test('is told of bad tokens and of answers that are none', async () => {
    const project = platform.project();
    const made = handMade({ ...platform, env: { ...platform.env, [tokenName(flavour)]: 'stale' } });
    expect((await made.run('environment:list', '-p', project.id)).code).not.toBe(0);
    const fine = handMade(platform);
    platform.faults.add({ on: /^GET \/projects\//, status: 503, times: 1 });
    expect((await fine.run('project:info', 'id', '-p', project.id)).code).not.toBe(0);
    expect((await fine.run('project:info', 'id', '-p', project.id)).stdout.trim()).toBe(project.id);
  });

  test('sets variables; a sensitive one is never read back', async () => {
    const project = platform.project();
    const made = handMade(platform);
    await made.run('push', 'HEAD', '--target', 'main', '-p', project.id, '-y');
    const at = ['-p', project.id, '-e', 'main', '--level', 'environment'];
    const named = ['--name', 'env:KEY', '--value', 'hunter2!', '--sensitive', 'true'];
    const set = await made.run('variable:create', ...at, ...named, '-y');
    expect([set.code, set.stderr]).toEqual([0, expect.stringContaining('The activity succeeded') as string]);
    expect(project.environments.get('main')?.variables.get('env:KEY')?.value).toBe('hunter2!');
    const got = await made.run('variable:get', 'env:KEY', ...at, '--format', 'csv');
    expect([got.code, got.stdout]).toEqual([0, expect.not.stringContaining('hunter2!') as string]);
    expect(project.activities.map(({ type }) => type)).toEqual(['environment.push', 'environment.variable.create']);
  });

  test('tells a project of the fixed kind from a flexible one by the same settings as we do', async () => {
    const project = platform.project();
    const made = handMade(platform);
    await made.run('push', 'HEAD', '--target', 'main', '-p', project.id, '-y');
    const sizes = await made.run('resources:size:list', '-p', project.id, '-e', 'main');
    const refusal = 'The flexible resources API is not enabled';
    expect(sizes.stderr.includes(refusal)).toBe(flavour === 'platformsh');
    expect(platform.requests.map(({ path }) => path)).toContain(`/projects/${project.id}/settings`);
  });

  test('orders a project, and deletes it', async () => {
    const made = handMade(platform);
    const where = ['--org', 'ada', '--region', 'eu-5.platform.sh', '--title', 'Shop', '--no-set-remote'];
    const ordered = await made.run('project:create', ...where, '-y');
    const project = platform.state.projects.get(ordered.stdout.trim());
    expect([ordered.code, project?.title]).toEqual([0, 'Shop']);
    const deleted = await made.run('project:delete', project?.id ?? '', '-y');
    expect([deleted.code, platform.state.projects.has(project?.id ?? '')]).toEqual([0, false]);
  });

  test('asks nothing that the platform does not know', async () => {
    expect(platform.violations).toEqual([]);
    await handMade(platform).run('api:curl', '/projects/none/flowers');
    expect(platform.violations).toEqual(['GET /projects/none/flowers: the platform is not asked that']);
  });
});

function tokenName(flavour: 'upsun' | 'platformsh'): string {
  return flavour === 'upsun' ? 'UPSUN_CLI_TOKEN' : 'PLATFORMSH_CLI_TOKEN';
}
