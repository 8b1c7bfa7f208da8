import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { measure } from '../measure.ts';
import { buildKitClient } from '../ways.ts';

const KEY = randomBytes(32).toString('hex');
/** As the local platform starts its containers. */
const LIKE_OURS = ['--init', '--log-opt', 'max-size=10m', '--log-opt', 'max-file=3'];
const clients = fileURLToPath(new URL('clients.ts', import.meta.url));
const started: string[] = [];

/** A container of a site, and how to be in its network: there it is asked, past the proxies and bridges of the engine. */
export interface Site {
  readonly name: string;
  /** What a command begins with that runs in its network; it may go on when the container has ended. */
  readonly inside: readonly string[];
}

/** Where each site answers, in its own network. */
export const URL_INSIDE = 'http://127.0.0.1:8000/';

/** Runs the docker client; gives its stdout. */
export async function docker(...args: readonly string[]): Promise<string> {
  return (await measure(['docker', ...args])).stdout.trim();
}

/** The site of a container that runs; waits until it answers. */
export async function siteOf(name: string): Promise<Site> {
  const pid = await docker('inspect', '--format', '{{.State.Pid}}', name);
  const inside = ['nsenter', '--net', '--target', pid, '--'];
  await measure(clientIn({ name, inside }, 'wait')).catch(async (error: unknown) => {
    throw new Error(`${name} does not answer: ${String(error)}\n${await docker('logs', '--tail', '20', name)}`);
  });
  return { name, inside };
}

/** The command of a client in the network of a site; see clients.ts. */
export function clientIn({ inside }: Site, ...words: readonly string[]): readonly string[] {
  return [...inside, process.execPath, clients, ...words, URL_INSIDE];
}

/** Starts a container that is removed at the end. */
export async function start(what: string, args: readonly string[]): Promise<Site> {
  const name = `simple-deploy-bench-${process.pid}-${what}`;
  started.push(name);
  await docker('run', '-d', '--name', name, ...LIKE_OURS, '-e', `SECRET_KEY=${KEY}`, ...args);
  return siteOf(name);
}

/** Starts an image of ours after its release step. */
export function startOurs(what: string, image: string, args: readonly string[]): Promise<Site> {
  const command =
    'python manage.py migrate --noinput >/dev/null && exec gunicorn -c /simple-deploy/gunicorn.conf.py blog.wsgi:application';
  return start(what, [...args, image, 'sh', '-c', command]);
}

/** The same project as a person starts it: as many workers and threads, an access log, a database beside the code. */
export async function startByHand(folder: string, base: string, workers: number): Promise<Site> {
  const image = `simple-deploy-bench/hand:${process.pid}`;
  const bundle = process.env['SSL_CERT_FILE'];
  const secret = bundle === undefined ? [] : ['--secret', `id=ca,src=${bundle}`];
  const build = ['build', '-q', ...secret, '--build-arg', `BASE=${base}`, '-t', image, folder];
  await measure([buildKitClient(), ...build], { env: { DOCKER_BUILDKIT: '1' } });
  started.push(image);
  const serve = `gunicorn --bind 0.0.0.0:8000 --workers ${workers} --threads 4 --access-logfile - blog.wsgi`;
  const command = `python manage.py migrate --noinput >/dev/null && exec ${serve}`;
  return start('hand', ['--user', '0', '-e', 'ALLOWED_HOSTS=localhost', image, 'sh', '-c', command]);
}

/** Versions of what decides how fast a site is: of Python, Django and gunicorn. */
export function versionsOf(name: string): Promise<string> {
  const said =
    'import django, gunicorn, platform; print(platform.python_version(), django.__version__, gunicorn.__version__)';
  return docker('exec', name, 'python', '-c', said);
}

/** Seconds of processor time that a container has used, by its control group. */
export async function processorTimeOf(name: string): Promise<number> {
  const said = await docker(
    'exec',
    name,
    'sh',
    '-c',
    'cat /sys/fs/cgroup/cpuacct/cpuacct.usage /sys/fs/cgroup/cpu.stat 2>/dev/null; true',
  );
  const micro = /^usage_usec (\d+)/m.exec(said)?.[1];
  return micro === undefined ? Number(said.split('\n')[0]) / 1e9 : Number(micro) / 1e6;
}

/** The most memory that a container has used, in MiB, page cache included, and whether it was killed for it. */
export async function memoryOf(name: string): Promise<{ readonly peak: number; readonly killed: boolean }> {
  const [running, killed] = (
    await docker('inspect', '--format', '{{.State.Running}} {{.State.OOMKilled}}', name)
  ).split(' ');
  const read =
    'cat /sys/fs/cgroup/memory.peak /sys/fs/cgroup/memory/memory.max_usage_in_bytes 2>/dev/null; grep -h oom_kill /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control 2>/dev/null';
  const said = await docker('exec', name, 'sh', '-c', `${read}; true`);
  const kills = Number(/oom_kill (\d+)/.exec(said)?.[1] ?? 0);
  return {
    peak: Number(said.split('\n')[0]) / 1024 / 1024,
    killed: killed === 'true' || running !== 'true' || kills > 0,
  };
}

/** Removes what was started here. */
export async function removeAll(): Promise<void> {
  for (const name of started.reverse()) {
    await docker(...(name.includes(':') ? ['rmi', '-f', name] : ['rm', '-f', '-v', name])).catch(() => {});
  }
}
