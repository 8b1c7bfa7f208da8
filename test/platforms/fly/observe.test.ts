import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { registryPassword } from '../../../src/platforms/fly/logged-in.ts';
import { observe } from '../../../src/platforms/fly/observe.ts';
import { appFrom } from '../../../src/platforms/fly/own-configuration.ts';
import type { Answer, ObserveDoors } from '../../../src/platforms/types.ts';
import { UserError } from '../../../src/problems.ts';
import type { Command } from '../../../src/values/step.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testDoors } from '../support/doors.ts';

const target = { app: 'blog', appNamed: true };
const fine = (value: unknown): Answer => ({ exitCode: 0, output: JSON.stringify(value), lines: [] });
const failed = (...lines: readonly string[]): Answer => ({ exitCode: 1, output: '', lines });

const stranger: Readonly<Record<string, Answer>> = {
  'auth token --json --quiet': fine({ token: 'FlyV1 fm2_abc,fo1_def' }),
  'apps list --json': fine([{ Name: 'other', Organization: { Slug: 'team' } }]),
  'orgs list --json': fine({ personal: 'Me' }),
  'platform regions --json': fine([{ code: 'fra', name: 'Frankfurt' }]),
  'mpg list --org personal --json': { exitCode: 0, output: 'No managed postgres clusters found', lines: [] },
};
const machine = {
  id: 'm1',
  state: 'started',
  region: 'fra',
  config: {
    image: 'r/blog@sha256:1',
    env: { A: '1' },
    metadata: { fly_process_group: 'worker', fly_release_version: '3' },
    mounts: [{ volume: 'v' }],
    guest: { cpu_kind: 'shared', cpus: 2, memory_mb: 1024 },
  },
  checks: [{ name: 'http', status: 'passing', output: 'ok' }],
};
const owner: Readonly<Record<string, Answer>> = {
  ...stranger,
  'apps list --json': fine([{ Name: 'blog', Hostname: 'blog.fly.dev', Organization: { Slug: 'team' } }]),
  'machine list -a blog --json': fine([
    machine,
    { id: 'm0', state: 'destroyed' },
    { id: 'm2', state: 'stopped', config: { metadata: { fly_process_group: 'fly_app_release_command' } } },
  ]),
  'secrets list -a blog --json': fine([{ name: 'DATABASE_URL', status: 'Staged' }]),
  'releases -a blog --json': fine([
    { Version: 1, Status: 'COMPLETE', ImageRef: 'r/blog@sha256:0' },
    { Version: 2, Status: 'failed', ImageRef: 'r/blog@sha256:1' },
  ]),
  'volumes list -a blog --json': fine([{ id: 'v', name: 'data', size_gb: 1 }]),
};

const problemCode = (error: unknown) => (error instanceof UserError ? error.problem.code : error);

/** A flyctl with these answers; `asked` holds the questions. */
function doorsTo(
  answers: Readonly<Record<string, Answer>>,
  env: NodeJS.ProcessEnv = {},
  missing: readonly string[] = ['fly'],
) {
  const asked: string[] = [];
  const secrets: string[] = [];
  const ask = async ({ argv }: Command): Promise<Answer> => {
    const [program, ...args] = argv;
    asked.push(argv.join(' '));
    if (missing.includes(program)) throw new UserError({ code: 'program-missing', program });
    return answers[args.join(' ')] ?? failed(`unexpected ${args.join(' ')}`);
  };
  const engine = () => Promise.reject(new UserError({ code: 'engine-absent' } as never));
  const doors: ObserveDoors = { ...testDoors({ engine, env }), ask, secret: (value) => void secrets.push(value) };
  return { doors, asked, secrets };
}

test('of an app that is not there it sees what a new one needs, and learns the token as a secret', async () => {
  const { doors, secrets } = doorsTo(stranger, { FLY_REGISTRY_HOST: 'localhost:5000', FLY_REGION: 'iad' });
  const now = await observe(doors, target);
  expect(now).toMatchObject({
    program: 'flyctl',
    token: 'fm2_abc',
    registry: 'localhost:5000',
    machines: [],
    orgs: { personal: 'Me' },
    regions: { fra: 'Frankfurt' },
    clusters: [],
    chosen: { region: 'iad' },
  });
  expect(now.app).toBeUndefined();
  expect(secrets).toEqual(expect.arrayContaining(['fm2_abc', 'fo1_def']));
});

test('of an app that is there it sees machines, secrets, releases and volumes', async () => {
  const { doors, asked } = doorsTo(owner);
  const now = await observe(doors, target);
  expect(now.app).toEqual({ org: 'team', host: 'blog.fly.dev' });
  expect(now.machines).toEqual([
    {
      id: 'm1',
      state: 'started',
      region: 'fra',
      group: 'worker',
      version: 3,
      image: 'r/blog@sha256:1',
      env: { A: '1' },
      checks: [{ name: 'http', status: 'passing', output: 'ok' }],
      mounted: true,
      size: { kind: 'shared', cpus: 2, memory: 1024 },
      updatedAt: '',
    },
  ]);
  expect(now.secrets).toEqual([{ name: 'DATABASE_URL', staged: true }]);
  expect(now.releases.map(({ version, status }) => [version, status])).toEqual([
    [2, 'failed'],
    [1, 'complete'],
  ]);
  expect(now.volumes).toEqual([{ id: 'v', name: 'data', size: '1 GB' }]);
  expect(asked.join()).not.toContain('mpg');
});

test('whether somebody works at a release that is running is looked at only where something would come in between', async () => {
  const push = { ...target, verb: 'push' } as const;
  const running = fine([{ Version: 4, Status: 'running', ImageRef: 'r/blog@sha256:1', CreatedAt: 'then' }]);
  const leases = { 'machine leases view m1 -a blog --json': fine({ m1: { data: { nonce: 'n' } } }) };
  const { doors, asked } = doorsTo({ ...owner, ...leases, 'releases -a blog --json': running });
  expect((await observe(doors, { ...target, verb: 'status' })).held).toBe(false);
  const complete = fine([{ Version: 4, Status: 'complete', ImageRef: 'r/blog@sha256:1' }]);
  expect((await observe(doorsTo({ ...owner, 'releases -a blog --json': complete }).doors, push)).held).toBe(false);
  expect(asked.join()).not.toContain('machine leases');
  const outputs: (string | undefined)[] = [];
  const watched: ObserveDoors['ask'] = (command) => {
    if (command.argv.includes('leases')) outputs.push(command.output);
    return doors.ask(command);
  };
  expect((await observe({ ...doors, ask: watched }, push)).held).toBe(true);
  expect(outputs).toEqual(['hidden']);
});

test('what is billed without the app is looked at when it goes, in its own organisation', async () => {
  const clusters = { 'mpg list --org team --json': fine([{ id: 'c1', name: 'blog-db' }]) };
  const { doors } = doorsTo({ ...owner, ...clusters }, { FLY_ORG: 'other' });
  for (const verb of ['destroy', 'status'] as const)
    expect((await observe(doors, { ...target, verb, deleteData: false })).clusters).toEqual([
      { id: 'c1', name: 'blog-db' },
    ]);
  expect((await observe(doors, { ...target, verb: 'push' })).clusters).toBeUndefined();
});

test('an app that a push left without a machine may still run in any region', async () => {
  const now = await observe(doorsTo({ ...owner, 'machine list -a blog --json': fine([]) }).doors, target);
  expect([now.orgs, now.regions]).toEqual([{}, { fra: 'Frankfurt' }]);
  expect((await observe(doorsTo(owner).doors, target)).regions).toEqual({});
});

test.each([
  [
    'nobody logged in',
    { 'auth token --json --quiet': failed('Error: no access token available.') },
    'platform-login-missing',
  ],
  ['a token past its time', { 'auth token --json --quiet': fine({ token: '' }) }, 'platform-login-missing'],
  [
    'a token of no worth',
    { 'apps list --json': failed('server returned a non-200 status code: 401') },
    'platform-login-missing',
  ],
  ['another failure', { 'apps list --json': failed('Error: no such host') }, 'platform-question-failed'],
])('%s is told', async (_what, answers, code) => {
  await expect(observe(doorsTo({ ...stranger, ...answers }).doors, target)).rejects.toMatchObject({
    problem: { code },
  });
});

test.each([
  ['flyctl', [], 'flyctl'],
  ['fly alone', ['flyctl'], 'fly'],
  ['nothing', ['flyctl', 'fly'], 'platform-program-missing'],
])('with %s on the PATH', async (_what, missing, came) => {
  const { doors } = doorsTo({ ...stranger, 'version --json': fine({ Name: 'flyctl' }) }, {}, missing);
  const found = observe(doors, target).then(({ program }) => program, problemCode);
  expect(await found).toBe(came);
});

test('the fly of Concourse is none', async () => {
  const { doors } = doorsTo({ ...stranger, 'version --json': failed('unknown flag') }, {}, ['flyctl']);
  expect(await observe(doors, target).catch(problemCode)).toBe('platform-program-missing');
});

test('a busy platform is asked again', async () => {
  let times = 0;
  const { doors } = doorsTo(stranger);
  const ask: ObserveDoors['ask'] = async (command) => {
    if (command.argv[1] === 'apps' && (times += 1) < 2) return failed('Error: 429 too many requests');
    return doors.ask(command);
  };
  await observe({ ...doors, ask }, target);
  expect(times).toBe(2);
});

test('that clusters cannot be listed is kept for where one is needed', async () => {
  const { doors } = doorsTo({
    ...stranger,
    'mpg list --org personal --json': failed('MPG commands require updated tokens'),
  });
  expect((await observe(doors, target)).clustersFailed).toMatchObject({ code: 'platform-question-failed' });
});

test.each([
  ['FlyV1 fm2_a,fm2_b', 'fm2_a,fm2_b'],
  ['Bearer fo1_x', 'fo1_x'],
  ['fo1_x', 'fo1_x'],
  ['fm2_a,fo1_x', 'fm2_a'],
])('of the token %s the registry takes %s', (token, password) => {
  expect(registryPassword(token)).toBe(password);
});

test('a name that can be no host name is refused before anything is asked', async () => {
  const { doors, asked } = doorsTo(stranger);
  await expect(observe(doors, { ...target, app: 'My_App' })).rejects.toThrow('app-name-invalid');
  expect(asked).toEqual([]);
});

test('of forms that are not read one is told, where there is no fly.toml', async () => {
  const root = temporaryFolder('fly-yaml');
  const unread = async () => (await observe(doorsTo(stranger).doors, { ...target, root })).unread;
  expect(await unread()).toBeUndefined();
  writeFileSync(join(root, 'fly.yaml'), 'app: blog\n');
  expect(await unread()).toBe('fly.yaml');
  writeFileSync(join(root, 'fly.toml'), '');
  expect(await unread()).toBeUndefined();
});

test('the name comes from FLY_APP, then from fly.toml, which must be TOML', () => {
  const root = temporaryFolder('fly-toml');
  expect(appFrom({ root, env: {} })).toBeUndefined();
  writeFileSync(join(root, 'fly.toml'), 'app = "from-file"\n');
  expect(appFrom({ root, env: {} })).toEqual({ app: 'from-file', origin: 'fly.toml' });
  expect(appFrom({ root, env: { FLY_APP: 'from-env' } })).toEqual({ app: 'from-env', origin: 'FLY_APP' });
  writeFileSync(join(root, 'fly.toml'), 'app = \n');
  expect(() => appFrom({ root, env: {} })).toThrow('config-syntax');
});
