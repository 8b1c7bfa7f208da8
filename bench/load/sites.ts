import { randomBytes } from 'node:crypto';
import { measure } from '../measure.ts';
import { buildKitClient } from '../ways.ts';

const KEY = randomBytes(32).toString('hex');
const started: string[] = [];

/** Runs the docker client; gives its stdout. */
export async function docker(...args: readonly string[]): Promise<string> {
  return (await measure(['docker', ...args])).stdout.trim();
}

/** Starts a container that is removed at the end, and waits until it answers there. Gives its name. */
export async function start(what: string, args: readonly string[], ready: string): Promise<string> {
  const name = `simple-deploy-bench-${process.pid}-${what}`;
  started.push(name);
  await docker('run', '-d', '--name', name, '-e', `SECRET_KEY=${KEY}`, ...args);
  const address = await addressOf(name);
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(`${address}${ready}`).catch(() => undefined);
    if (answer !== undefined) return name;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} does not answer:\n${await docker('logs', '--tail', '20', name)}`);
}

/** Starts an image of ours after its release step. */
export function startOurs(what: string, image: string, args: readonly string[]): Promise<string> {
  const command =
    'python manage.py migrate --noinput >/dev/null && exec gunicorn -c /simple-deploy/gunicorn.conf.py blog.wsgi:application';
  return start(what, [...args, image, 'sh', '-c', command], '/-/health');
}

/** The same project as a person starts it: as many workers and threads, an access log, a database beside the code. */
export async function startByHand(folder: string, base: string, workers: number): Promise<string> {
  const image = `simple-deploy-bench/hand:${process.pid}`;
  const bundle = process.env['SSL_CERT_FILE'];
  const secret = bundle === undefined ? [] : ['--secret', `id=ca,src=${bundle}`];
  const build = ['build', '-q', ...secret, '--build-arg', `BASE=${base}`, '-t', image, folder];
  await measure([buildKitClient(), ...build], { env: { DOCKER_BUILDKIT: '1' } });
  started.push(image);
  const serve = `gunicorn --bind 0.0.0.0:8000 --workers ${workers} --threads 4 --access-logfile - blog.wsgi`;
  const command = `python manage.py migrate --noinput >/dev/null && exec ${serve}`;
  const args = ['--user', '0', '-e', 'ALLOWED_HOSTS=localhost', image, 'sh', '-c', command];
  return start('hand', args, '/');
}

/** Where a container answers, past the engine's own proxy for published ports. */
export async function addressOf(name: string): Promise<string> {
  const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}';
  const [address = ''] = (await docker('inspect', '--format', format, name)).split(' ');
  return `http://${address}:8000`;
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
