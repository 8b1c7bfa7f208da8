import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { observing } from '../../../src/commands/carry-out.ts';
import { wordsFor } from '../../../src/messages.ts';
import { observe } from '../../../src/platforms/heroku/observe.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testDoors } from '../support/doors.ts';
import { appAnswer, releaseAnswer, startApi } from './support.ts';
import { rejectedWith } from '../../support/problem-of.ts';

const token = 'HRKU-0a1b2c3d-4e5f-6789-abcd-ef0123456789';

/** A place without any login of Heroku's, and doors to a Platform API. */
async function place(answers: Readonly<Record<string, object>> = {}, more: Readonly<Record<string, string>> = {}) {
  const api = await startApi(token, answers);
  const home = temporaryFolder('heroku-home');
  const env = { PATH: '/usr/bin:/bin', HOME: home, HEROKU_API_URL: api.url, ...more };
  const doors = testDoors({ env });
  return { api, home, env, doors, look: (app = 'shop') => observe(observing(doors), { app, appNamed: true }) };
}

/** A heroku command that says so. */
function program(home: string, script: string): string {
  writeFileSync(join(home, 'heroku'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return `${home}:/usr/bin:/bin`;
}

describe('the token', () => {
  test('is that of HEROKU_API_KEY before all others, and a secret from then on', async () => {
    const { doors, home, env, look } = await place({}, { HEROKU_API_KEY: token });
    Object.assign(env, { PATH: program(home, 'echo another-token-of-twenty-letters') });
    expect((await look()).token).toBe(token);
    expect(doors.secrets).toContain(token);
  });

  test('else what the heroku command says, whatever it adds', async () => {
    const { home, env, doors, look } = await place();
    const script = `[ "$*" = auth:token ] && { echo 'Warning: it ends today' >&2; echo '${token}'; }`;
    Object.assign(env, { PATH: program(home, script) });
    expect((await look()).token).toBe(token);
    expect(JSON.stringify(doors.logged)).not.toContain(token);
  });

  test('else that of ~/.netrc for the host of the API', async () => {
    const { home, env, look } = await place();
    Object.assign(env, { PATH: program(home, 'echo "Error: not logged in" >&2; exit 100') });
    const host = new URL(env.HEROKU_API_URL).hostname;
    writeFileSync(
      join(home, '.netrc'),
      `machine git.heroku.com login me password wrong\nmachine ${host}\n  login me # of work\n  password ${token}\n`,
    );
    expect((await look()).token).toBe(token);
  });

  test('is asked for in words where there is none, and where it is none any more', async () => {
    const missing = await rejectedWith((await place()).look());
    expect(missing).toMatchObject({ code: 'platform-login-missing', platform: 'Heroku' });
    expect(wordsFor(missing).next.join('\n')).toContain('heroku login');
    const ended = await rejectedWith((await place({}, { HEROKU_API_KEY: 'a-token-of-last-year' })).look());
    expect(ended).toMatchObject({ code: 'platform-login-missing', reason: expect.stringContaining('HEROKU_API_KEY') });
    expect(JSON.stringify(wordsFor(ended))).not.toContain('a-token-of-last-year');
  });
});

describe('the app', () => {
  test('is what the API answers, with the release that runs', async () => {
    const answers = {
      '/apps/shop': appAnswer('shop', { team: { id: 'x', name: 'crew' } }),
      '/apps/shop/releases': [
        releaseAnswer(6),
        releaseAnswer(7, { current: true }),
        releaseAnswer(8, { status: 'failed' }),
      ],
    };
    const { look, api } = await place(answers, { HEROKU_API_KEY: token });
    expect(await look()).toMatchObject({
      app: {
        name: 'shop',
        stack: 'container',
        buildStack: 'container',
        generation: 'cedar',
        region: 'eu',
        team: 'crew',
        webUrl: 'https://shop-0a1b2c3d4e5f.herokuapp.com/',
      },
      releases: [
        { version: 8, status: 'failed', current: false },
        { version: 7, status: 'succeeded', current: true },
        { version: 6, status: 'succeeded' },
      ],
    });
    expect(api.asked.filter((each) => !each.startsWith('GET '))).toEqual([]);
  });

  test('has config vars whose names say secret, and addresses with a password: known as secrets from then on', async () => {
    const config = {
      STRIPE_KEY: 'sk-live-hunter2',
      DATABASE_URL: 'postgres://u:hunter3@db/x',
      LANGUAGE: 'dutch-and-german',
      SITE_URL: 'https://blog.example/',
    };
    const answers = { '/apps/shop': appAnswer('shop'), '/apps/shop/config-vars': config };
    const { look, doors } = await place(answers, { HEROKU_API_KEY: token });
    expect((await look()).config).toEqual(config);
    expect(doors.secrets).toEqual([token, config.STRIPE_KEY, config.DATABASE_URL]);
  });

  test('may not be there; a new one goes to the team that its variable names', async () => {
    const { look } = await place({}, { HEROKU_API_KEY: token, HEROKU_ORGANIZATION: 'crew' });
    const now = await look();
    expect(now.app).toBeUndefined();
    expect(now).toMatchObject({ team: 'crew', registry: 'registry.heroku.com' });
  });

  test('is asked for again where the API is busy, and not for ever', async () => {
    const { look, api } = await place({}, { HEROKU_API_KEY: token });
    api.busy = 1;
    await look();
    expect(api.asked.slice(0, 2)).toEqual(['GET /apps/shop', 'GET /apps/shop']);
    api.busy = 99;
    const problem = await rejectedWith(look());
    expect(problem).toMatchObject({ code: 'platform-question-failed', command: 'GET /apps/shop' });
    expect(wordsFor(problem).found?.join(' ')).toContain('429');
  });

  test.each(['Shop', 'a', '1shop', 'shop-', 'a'.repeat(31), 'shop/../account'])(
    'has no name such as %s',
    async (name) => {
      const { look, api } = await place({}, { HEROKU_API_KEY: token });
      expect(await rejectedWith(look(name))).toMatchObject({ code: 'app-name-invalid', app: name });
      expect(api.asked).toEqual([]);
    },
  );
});
