import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { runOnTerminal } from '../support/pseudo-terminal.ts';
import { newState, runCli } from '../support/run-cli.ts';
import { leaksOf } from '../support/secrets.ts';

const app = `sd-variables-${process.pid}`;
const state = newState();
/** What a person types at a question that does not show it. */
const typed = "pk-live-314'15 <926>";
const demands = `
import os

PAYMENT_KEY = os.environ["PAYMENT_KEY"]
ZONE = os.environ["ZONE"]
`;
let project: ReturnType<typeof copyFixture>;
let push: readonly string[];

const run = (args: readonly string[]) => runCli(args, { cwd: project.root, state });

beforeAll(async () => {
  project = copyFixture('flat');
  appendFileSync(join(project.root, 'mysite/settings.py'), demands);
  writeFileSync(join(project.root, '.env.example'), 'PAYMENT_KEY=\nZONE=europe-west\n');
  push = ['push', '--app', app, '--port', String(await freePort()), '--base-image', debianBase];
});

afterAll(async () => {
  await run(['destroy', '--app', app, '--confirm', app, '--delete-data']);
  await removeImagesOf(project.root);
  project.remove();
});

test('in a pipe, all variables that are missing are named with where they are read; nothing was started', async () => {
  const { code, stdout, stderr } = await run(push);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('variables that have no value here: PAYMENT_KEY, ZONE');
  expect(stderr).toMatch(/PAYMENT_KEY is read in mysite\/settings\.py:\d+/);
  expect(stderr).toContain('simple-deploy push --env PAYMENT_KEY=… --env ZONE=…');
  expect(stderr).toContain('.env.example names all of them');
  // Reading the project tells it: nobody waits for a build to hear it.
  expect(stderr).not.toContain('building it');
  expect((await run(['status', '--app', app])).stderr).toContain('There is no app named');
});

test('on a terminal they are asked for, what is secret without showing it', async () => {
  const answers = [
    ['PAYMENT_KEY', `${typed}\r`],
    ['ZONE', 'europe-north\r'],
  ] as const;
  const env = { XDG_STATE_HOME: state };
  const { code, screen } = await runOnTerminal(push, { cwd: project.root, env, answers, columns: 120 });
  expect(screen).toContain('The settings demand 2 variables');
  expect(screen.indexOf('The settings demand 2 variables')).toBeLessThan(screen.indexOf('building it'));
  expect(screen).toMatch(/^http:\/\/localhost:\d+\/\r$/m);
  expect(code).toBe(0);
  expect(screen).toContain('europe-north');
  const runs = join(state, 'simple-deploy', 'runs');
  const kept = Object.fromEntries(readdirSync(runs).map((name) => [name, readFileSync(join(runs, name), 'utf8')]));
  expect(leaksOf([typed], { ...kept, screen })).toEqual([]);
});

test('the app has them, and the next push does not ask again', async () => {
  const echo = await run(['run', '--', 'sh', '-c', 'echo $ZONE ${#PAYMENT_KEY}']);
  expect(echo).toMatchObject({ code: 0, stdout: `europe-north ${typed.length}\n` });
  appendFileSync(join(project.root, 'mysite/settings.py'), '\nCHANGED = True\n');
  expect(await run(push)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^http/) });
  expect((await run(['status'])).stderr).toContain('PAYMENT_KEY, ZONE');
});

test('a stage that is given leaves out what others demand, and brings in what it demands itself', async () => {
  const staged = copyFixture('flat');
  onTestFinished(() => staged.remove());
  const branches = `
import os

STAGE = os.environ["STAGE"]
if STAGE == "production":
    LIVE_KEY = os.environ["LIVE_KEY"]
elif STAGE == "staging":
    STAGING_KEY = os.environ["STAGING_KEY"]
`;
  appendFileSync(join(staged.root, 'mysite/settings.py'), branches);
  writeFileSync(join(staged.root, 'staging.env'), 'STAGE=staging\nSTAGING_KEY=of-staging\n');
  // The usual port may be in use, as by what `npm run quickstart` leaves.
  const port = String(await freePort());
  const dry = (...more: string[]) =>
    runCli(['push', '--dry-run', '--app', `${app}-staged`, '--port', port, '--base-image', debianBase, ...more], {
      cwd: staged.root,
      state,
    });
  expect((await dry()).stderr).toContain('variables that have no value here: LIVE_KEY, STAGE');
  const { stderr } = await dry('--env', 'STAGE=staging');
  expect(stderr).toContain('STAGING_KEY is read in mysite/settings.py:');
  expect(stderr).not.toContain('LIVE_KEY');
  expect(await dry('--env-file', 'staging.env')).toMatchObject({ code: 0 });
});
