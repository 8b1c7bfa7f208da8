import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { answeringServer } from '../run-steps/web-server.ts';
import { newState, readLog, runCli } from '../support/run-cli.ts';
import { leaksOf } from '../support/secrets.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A login that a program or a file gives us, and that nobody told us is a secret. */
const token = (name: string): string => `fm2_${name}Qx7${'k3Zw9'.repeat(8)}`;
/** What an app keeps, which we are never told of at all. */
const ofApp = 'letters-of-the-app-9f3';

let stop: (() => void) | undefined;
afterEach(() => stop?.());

interface Door {
  /** Programs on the PATH, each a script. */
  readonly programs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly home?: Readonly<Record<string, string>>;
}

/** Asks a platform for the state of an app, where the API repeats in its error the token that it was sent. */
async function askedBy(platform: string, { programs = {}, env = {}, home = {} }: Door) {
  const server = await answeringServer((number) => [
    422,
    JSON.stringify({ message: `no: ${server.asked[number - 1]?.headers.authorization ?? ''}` }),
  ]);
  stop = server.stop;
  const folder = temporaryFolder('door');
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  for (const [name, text] of Object.entries(home)) writeFileSync(join(folder, name), text);
  const none = { FLY_API_TOKEN: undefined, HEROKU_API_KEY: undefined, UPSUN_CLI_TOKEN: undefined };
  const api = { HEROKU_API_URL: server.url, UPSUN_CLI_API_URL: server.url };
  const place = { PATH: `${folder}:/usr/bin:/bin`, HOME: folder, DOCKER_HOST: 'unix:///nowhere.sock' };
  const state = newState();
  const ran = await runCli(['status', '--to', platform, '--app', 'someblogs', '--verbose'], {
    cwd: temporaryFolder('nothing'),
    state,
    env: { ...none, ...api, ...place, ...env },
  });
  const runs = join(state, 'simple-deploy', 'runs');
  const files = Object.fromEntries(readdirSync(runs).map((name) => [name, readFileSync(join(runs, name), 'utf8')]));
  return { texts: { ...files, stdout: ran.stdout, stderr: ran.stderr }, log: readLog(state), asked: server.asked };
}

const outputs = (log: Awaited<ReturnType<typeof askedBy>>['log']): string =>
  JSON.stringify(log.filter(({ kind }) => kind === 'output').map(({ detail }) => detail));

test('flyctl: its token of two parts is in nothing that is written, what else it answers is in the log', async () => {
  const [first, second] = [token('one'), token('two')];
  const machine = `{"id":"m1","state":"started","config":{"image":"r/blog:1","env":{"LETTER":"${ofApp}"}}}`;
  const flyctl = `
echo "debug: FlyV1 ${first},${second}" >&2
case "$*" in
  "auth token"*) echo '{"token":"FlyV1 ${first},${second}"}' ;;
  "apps list"*) echo '[{"Name":"someblogs","Hostname":"someblogs.fly.dev","Organization":{"Slug":"me"}}]' ;;
  "machine list"*) echo '[${machine}]' ;;
  *) echo '[]' ;;
esac`;
  const { texts, log } = await askedBy('fly', { programs: { flyctl } });
  expect(leaksOf([first, second, ofApp], texts)).toEqual([]);
  expect(outputs(log)).toContain('left out: it answers with a secret');
  expect(outputs(log)).toContain('someblogs.fly.dev');
  expect(outputs(log)).toContain('\\"LETTER\\":\\"[hidden]\\"'.replaceAll('\\', ''));
  expect(outputs(log)).toContain('debug: [hidden]');
});

test.each([
  ['heroku', 'its command', { programs: { heroku: `echo '${token('cli')}'` } }, token('cli')],
  ['heroku', 'HEROKU_API_KEY', { env: { HEROKU_API_KEY: token('env') } }, token('env')],
  ['heroku', '~/.netrc', { home: { '.netrc': `machine 127.0.0.1 login me password ${token('rc')}\n` } }, token('rc')],
  ['upsun', 'its program', { programs: { upsun: `echo '${token('cli')}'` } }, token('cli')],
] as const)(
  '%s: a token that %s gives is sent to the API alone, and written nowhere',
  async (platform, _, door, secret) => {
    const { texts, log, asked } = await askedBy(platform, door);
    expect(asked.map(({ headers }) => headers.authorization)).toContain(`Bearer ${secret}`);
    expect(leaksOf([secret], texts)).toEqual([]);
    expect(outputs(log).includes('left out: it answers with a secret')).toBe('programs' in door);
  },
);
