import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { runCron } from '../../support/platformsh/cron.ts';
import { type HandMade, handMade } from '../../support/platformsh/hand-made.ts';
import { addressOf } from '../../support/platformsh/routes.ts';
import { type Platformsh, startPlatformsh } from '../../support/platformsh/start-platformsh.ts';
import type { Project } from '../../support/platformsh/state.ts';

/** Answers with what it was asked and what it sees, on the socket that it is given. */
const server = `import json, os, socketserver
from http.server import BaseHTTPRequestHandler

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        seen = {name: os.environ.get(name) for name in ("MADE", "SECRET", "PLATFORM_BRANCH", "HOME")}
        self.wfile.write(json.dumps({"path": self.path, **seen, **{k.lower(): v for k, v in self.headers.items()}}).encode())
    def log_message(self, *args):
        print("asked for", self.path, flush=True)
    def address_string(self):
        return "socket"

print("starting", flush=True)
socketserver.ThreadingUnixStreamServer(os.environ["SOCKET"], Handler).serve_forever()
`;

const application = {
  mounts: { 'var/kept': { source: 'storage', source_path: 'kept' } },
  hooks: {
    build: [
      'set -e',
      'mkdir static && echo "body {}" >static/style.0123456789ab.css && echo made >built',
      'test -z "$PLATFORM_RELATIONSHIPS$PLATFORM_BRANCH$PORT$SOCKET$SECRET"',
      'if touch /etc/x 2>/dev/null; then exit 3; fi',
      'echo "$(id -un) in $PWD, home $HOME"',
      'echo careful >&2',
    ].join('\n'),
    deploy: [
      'echo "hook sees $MADE"',
      'touch var/kept/at-deploy',
      'touch /app/new 2>/dev/null || echo read-only',
      'false',
    ].join('\n'),
  },
  web: {
    upstream: { socket_family: 'unix' },
    commands: { start: 'exec python server.py' },
    locations: {
      '/': { passthru: true },
      '/static': { root: 'static', expires: '1h', rules: { '\\.[0-9a-f]{12}\\.': { expires: '1y' } } },
    },
  },
  workers: { queue: { commands: { start: 'exec sleep 1000' } } },
  crons: { nightly: { spec: '0 3 * * *', commands: { start: 'echo "$MADE" >var/kept/by-cron' } } },
};

let platform: Platformsh;
let endEdge: () => void;
let made: HandMade;
let project: Project;
beforeAll(async () => {
  platform = await startPlatformsh({ builds: true });
  endEdge = useEdge(platform);
  project = platform.project();
  made = handMade(platform, { application, files: { 'server.py': server, '.environment': 'export MADE=by-file\n' } });
});
afterAll(async () => {
  endEdge();
  await platform.stop();
});

const push = () => made.run('push', 'HEAD', '--target', 'main', '-p', project.id, '-y');
const ssh = (line: string) => made.run('ssh', '-p', project.id, '-e', 'main', '--app', 'app', line);
/** What the application answers, once it does: the platform opens the environment before its server is up. */
async function answerOf(path = ''): Promise<Record<string, string>> {
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`${url()}${path}`);
    if (answer.status === 200) return (await answer.json()) as Record<string, string>;
    if (tries === 100) throw new Error(`${path} answers ${answer.status}`);
    await pause(100);
  }
}

const url = (): string => `https://${addressOf(project, project.environments.get('main')!)}/`;

test('the build writes into its folder alone and sees no environment; the deploy hook sees it, and may fail', async () => {
  const pushed = await push();
  expect(pushed.code).toBe(0);
  const log = project.activities[0]?.lines.join('\n') ?? '';
  expect(log).toContain('    web in /app, home /app\n');
  expect(log).toContain('    W: careful\n');
  expect(log).toContain('    hook sees by-file\n    read-only');
  expect(project.activities[0]?.result).toBe('success');
});

test('the router holds requests until the application is open, and tells it of them', async () => {
  const answer = await answerOf('page?x=1');
  const told = { path: '/page?x=1', MADE: 'by-file', PLATFORM_BRANCH: 'main', HOME: '/app' };
  expect(answer).toMatchObject({ ...told, 'x-forwarded-proto': 'https', host: new URL(url()).host });
  const redirected = await fetch(url().replace('https', 'http'), { redirect: 'manual' });
  expect([redirected.status, redirected.headers.get('location')]).toEqual([301, url()]);
});

test('static files come from the folder of their location, with the times of its rules', async () => {
  const styles = await fetch(`${url()}static/style.0123456789ab.css`);
  expect([styles.status, styles.headers.get('cache-control')]).toEqual([200, 'max-age=31536000']);
  expect((await fetch(`${url()}static/none.css`)).status).toBe(404);
});

test('a shell is in the container, as the user that everything runs as; only mounts can be written', async () => {
  const seen = await ssh('id -un; echo $MADE; ls var/kept; cat built; touch nowhere; exit 3');
  expect([seen.code, seen.stdout.trim().split('\n')]).toEqual([3, ['web', 'by-file', 'at-deploy', 'made']]);
  const log = await made.run('environment:logs', 'app', '-p', project.id, '-e', 'main', '--app', 'app');
  expect(log.stdout).toContain('asked for /page?x=1');
  const worker = await made.run('ssh', '-p', project.id, '-e', 'main', '--worker', 'queue', 'pgrep -a sleep');
  expect(worker.stdout).toContain('sleep 1000');
  expect(await runCron(platform.platform, project, 'main', 'nightly')).toBe(0);
  expect((await ssh('cat var/kept/by-cron')).stdout.trim()).toBe('by-file');
});

test('a variable is deployed at once, without a build, and mounts outlive it', async () => {
  const at = ['-p', project.id, '-e', 'main', '--level', 'environment', '--name', 'env:SECRET', '--value', 'hunter2!'];
  expect((await made.run('variable:create', ...at, '--sensitive', 'true', '-y')).code).toBe(0);
  expect(await answerOf()).toMatchObject({ SECRET: 'hunter2!' });
  expect((await ssh('ls var/kept')).stdout.trim().split('\n')).toEqual(['at-deploy', 'by-cron']);
  expect(project.activities.at(-1)?.lines.join('\n')).toContain('Reusing existing build for this tree ID');
});

test('a build hook that fails leaves what runs', async () => {
  const failing = { ...application, hooks: { build: 'echo no such package >&2; exit 4' } };
  made.commit({ '.upsun/config.yaml': stringify({ applications: { app: { type: 'python:3.11', ...failing } } }) });
  const pushed = await push();
  expect([pushed.code, pushed.stderr]).toEqual([87, expect.stringContaining('W: no such package') as string]);
  expect(await answerOf()).toMatchObject({ SECRET: 'hunter2!' });
});

test('the platform was asked nothing that it is not asked', () => {
  expect(platform.violations).toEqual([]);
});
