import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { pushImage } from '../../../src/docker/push.ts';
import { imageId, removeImage, tagImage } from '../../../src/docker/images.ts';
import { type ClientCommand, fromFlyctlHelp } from '../../support/client-commands.ts';
import { commandsNow, knownCommands } from '../../support/known-commands.ts';
import { normalRequests, renamer } from '../../support/fly/normal-requests.ts';
import { realFlyctl } from '../../support/fly/flyctl.ts';
import { runFlyctl } from '../../support/fly/run-flyctl.ts';
import { useFly } from '../../support/fly/use-fly.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { engine } from '../support/engine.ts';
import { tinyImage } from '../support/tiny-image.ts';

/** What flyctl 0.4.87 asked, written by this test with the real one on the PATH: `RECORD=write npm run test:flyctl`. */
const recordFile = new URL('flyctl-requests.json', import.meta.url);
const isWriting = process.env['RECORD'] === 'write' && realFlyctl !== undefined;
interface Listed {
  readonly id: string;
}
type Recorded = Record<string, ReturnType<typeof normalRequests>>;
const recorded = JSON.parse(isWriting ? '{}' : readFileSync(recordFile, 'utf8')) as Recorded;

const app = 'demo-x';
const fly = useFly();
const digests: string[] = [];
const rename = renamer();
const project = temporaryFolder('fly-toml');

afterAll(async () => {
  if (isWriting) writeFileSync(recordFile, `${JSON.stringify(recorded, undefined, 2)}\n`);
});

/** What flyctl says of a command; of one that it has not, it shows the help of the command above. */
function helpOf(program: string, name: string): ClientCommand | undefined {
  const help = execFileSync(program, [...name.split(' '), '--help'], { encoding: 'utf8' });
  return new RegExp(`^\\s*flyctl ${name}(?: |$)`, 'm').test(help) ? fromFlyctlHelp(help) : undefined;
}

/** Runs a command, which must end well, and compares what it asked with what the real one did. */
async function command(name: string, line: string, more: Parameters<typeof runFlyctl>[2] = {}): Promise<string> {
  const from = fly.requests.length;
  const { code, stdout, stderr } = await runFlyctl(fly, line.split(' '), more);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const now = normalRequests(fly.requests.slice(from), rename);
  if (isWriting) recorded[name] = now;
  expect(now).toEqual(recorded[name]);
  return stdout;
}

async function push(release: string): Promise<void> {
  const { reference } = await tinyImage({ release, database: 'none' });
  const to = `${fly.registry}/${app}:${release}`;
  const machine = await engine();
  await tagImage(machine, (await imageId(machine, reference)) ?? '', to);
  const credentials = { username: 'x', password: fly.token, origin: 'the test' };
  const signal = new AbortController().signal;
  digests.push((await pushImage(machine, to, { credentials, onEvent: () => {}, signal })).digest);
  await removeImage(machine, to);
}

function toml(more = ''): void {
  writeFileSync(
    join(project, 'fly.toml'),
    `app = "${app}"
primary_region = "fra"
kill_signal = "SIGTERM"
kill_timeout = "30s"
[env]
PORT = "8000"
[deploy]
release_command = "python manage.py migrate --noinput"
strategy = "rolling"
[http_service]
internal_port = 8000
force_https = true
auto_stop_machines = "stop"
auto_start_machines = true
min_machines_running = 0
processes = ["app"]
[[http_service.checks]]
grace_period = "10s"
interval = "15s"
timeout = "5s"
method = "GET"
path = "/-/health"
[http_service.checks.headers]
Host = "${app}.fly.dev"
X-Forwarded-Proto = "https"
[processes]
app = ""
${more}
[[mounts]]
source = "data"
destination = "/data"
initial_size = "1gb"
processes = ["app"]
[[vm]]
memory = "512mb"
cpus = 1
cpu_kind = "shared"
`,
  );
}

const deploy = (digest = ''): string =>
  `deploy -a ${app} --config fly.toml --image ${fly.registry}/${app}@${digest} --ha=false --yes --dns-checks=false --smoke-checks=false`;

describe('flyctl asks what the real one asked', () => {
  test('for an app, its secrets and what there is', async () => {
    await command('apps create', `apps create ${app} --org personal --json`);
    const stdin = 'SECRET_KEY="0123456789"\nNOTE="a#b"\n';
    await command('secrets import', `secrets import --stage -a ${app}`, { stdin });
    expect(fly.state.apps.get(app)?.secrets.get('NOTE')?.value).toBe('a#b');
    await command('secrets unset', `secrets unset --stage -a ${app} NOTE`);
    const secrets = JSON.parse(await command('secrets list', `secrets list -a ${app} --json`)) as object[];
    expect(secrets).toEqual([expect.objectContaining({ name: 'SECRET_KEY', status: 'Staged' })]);
    const apps = JSON.parse(await command('apps list', 'apps list --json')) as object[];
    expect(apps).toEqual([expect.objectContaining({ Name: app, Hostname: `${app}.fly.dev`, Deployed: false })]);
    for (const line of ['orgs list --json', 'platform regions --json', `volumes list -a ${app} --json`])
      JSON.parse(await command(line, line));
  });

  test('for a first deployment, with a release command, a volume and a worker', async () => {
    await push('one');
    toml('mail = "python manage.py work"');
    await command('deploy', deploy(digests[0]), { cwd: project });
    expect(await (await fetch(`https://${app}.fly.dev/`)).json()).toMatchObject({ TINY_RELEASE: 'one', secret: 10 });
    const plain = await fetch(`http://${app}.fly.dev/x`, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([301, `https://${app}.fly.dev/x`]);
  });

  test('for another machine of a group, and for who holds machines', async () => {
    await command('scale count', `scale count mail=2 -a ${app} --yes`);
    const machines = JSON.parse(await command('machine list of three', `machine list -a ${app} --json`)) as Listed[];
    expect(machines.length).toBe(3);
    const ids = machines.map(({ id }) => id).toSorted();
    const line = `machine leases view ${ids.join(' ')} -a ${app} --json`;
    expect(JSON.parse(await command('machine leases view', line))).toEqual({});
    const held = fly.state.apps.get(app)?.machines.get(ids[0] ?? '');
    if (held !== undefined) held.lease = { nonce: 'of-another', until: Date.now() + 60_000 };
    const { stdout } = await runFlyctl(fly, line.split(' '));
    expect(JSON.parse(stdout)).toEqual({ [ids[0] ?? '']: expect.objectContaining({ status: 'success' }) as object });
    delete held?.lease;
  });

  test('for a second one, whose worker is gone', async () => {
    await push('two');
    toml();
    await command('deploy again', deploy(digests[1]), { cwd: project });
    expect(await (await fetch(`https://${app}.fly.dev/`)).json()).toMatchObject({ TINY_RELEASE: 'two' });
    const machines = JSON.parse(await command('machine list', `machine list -a ${app} --json`)) as Listed[];
    expect(machines).toEqual([expect.objectContaining({ state: 'started' })]);
    const ran = await command('machine exec', `machine exec ${machines[0]?.id} pwd -a ${app} --json`);
    expect(JSON.parse(ran)).toMatchObject({ stdout: '/project\n' });
    expect(await command('logs', `logs -a ${app} --no-tail`)).toContain('tiny serves two');
  });

  test('for the release before, with what the platform keeps of its configuration', async () => {
    const image = `${fly.registry}/${app}@${digests[0]}`;
    const more = '--env TRY=2 --skip-release-command --yes --dns-checks=false --smoke-checks=false --ha=false';
    await command('roll back', `deploy -a ${app} --image ${image} ${more}`);
    expect(await (await fetch(`https://${app}.fly.dev/`)).json()).toMatchObject({ TINY_RELEASE: 'one' });
    const releases = JSON.parse(await command('releases', `releases -a ${app} --json`)) as object[];
    expect(releases).toMatchObject([1, 2, 3].map((version) => ({ Version: version, Status: 'complete' })).toReversed());
  });

  test('for a database, and for the end of all', async () => {
    await command(
      'mpg create',
      `mpg create --name ${app}-db --org personal --region fra --plan basic --volume-size 10`,
    );
    const clusters = JSON.parse(await command('mpg list', 'mpg list --org personal --json')) as { id: string }[];
    expect(clusters).toEqual([expect.objectContaining({ name: `${app}-db`, status: 'ready' })]);
    await command('mpg attach', `mpg attach ${clusters[0]?.id} -a ${app}`);
    expect(fly.state.apps.get(app)?.secrets.get('DATABASE_URL')?.value).toMatch(/^postgresql:\/\/fly-user:/);
    await command('apps destroy', `apps destroy ${app} --yes`);
    await command('mpg destroy', `mpg destroy ${clusters[0]?.id} --yes`);
    expect([fly.state.apps.size, fly.state.clusters.size]).toEqual([0, 0]);
  });

  test('and says of its commands what is known of them (of the stand-in, which has no help, nobody asks)', () => {
    const saidOf = (name: string): ClientCommand | undefined =>
      realFlyctl === undefined ? knownCommands()['flyctl']?.[name] : helpOf(realFlyctl, name);
    const { known, now } = commandsNow('flyctl', saidOf);
    expect(now).toEqual(known);
  });

  test('and nothing that Fly is not asked', () => {
    expect(fly.violations).toEqual([]);
  });
});
