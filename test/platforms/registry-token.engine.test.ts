import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushTo } from '../../src/commands/carry-out.ts';
import { wordsFor } from '../../src/messages.ts';
import { platformNamed } from '../../src/platforms/index.ts';
import { manifestDigest } from '../../src/registry/manifest-digest.ts';
import type { ManifestFormat } from '../../src/values/manifest-format.ts';
import type { Credentials } from '../../src/values/credentials.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { noWishes } from './support/app.ts';
import { testDoors, type TestDoors } from './support/doors.ts';
import { smallImage } from './support/small-image.ts';

import { startTokenRegistry, type TokenRegistry } from './support/token-registry.ts';
import { rejectedWith } from '../support/problem-of.ts';

const login = { user: 'deployer', password: 'correct-horse-battery', refreshToken: 'refresh-of-a-bank' };
const digestThere = (reference: string, credentials?: Credentials, signal = new AbortController().signal) =>
  manifestDigest(reference, { env: process.env, signal, ...(credentials && { credentials }) });
let registry: TokenRegistry;
beforeAll(async () => {
  registry = await startTokenRegistry(login);
});
afterAll(() => registry.stop());

/** Doors with what `docker login` wrote. */
function loggedIn(user: string, password: string): TestDoors {
  const folder = temporaryFolder('docker-config');
  const auth = Buffer.from(`${user}:${password}`).toString('base64');
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [registry.host]: { auth } } }));
  return testDoors({ env: { ...process.env, DOCKER_CONFIG: folder } });
}

function push(name: string, doors: TestDoors, release = 'one', format?: ManifestFormat) {
  const destinations = [`${registry.host}/${name}`];
  const wanted = {
    verb: 'push' as const,
    app: 'blog',
    appNamed: false,
    ...noWishes,
    destinations,
    ...(format && { format }),
  };
  return pushTo(platformNamed('registry'), wanted, () => smallImage(release), doors);
}

test('the engine and we ourselves get a token for the password, and a second push finds nothing changed', async () => {
  const doors = loggedIn(login.user, login.password);
  const first = await push('team/blog:1.0', doors);
  expect(first.outcome.changed).toBe(true);
  const digest = first.results[0]?.pushed?.digest;
  expect(first.outcome.data).toEqual([`${registry.host}/team/blog@${digest}`]);
  expect(registry.asked).toContain('GET known repository:team/blog:pull');
  expect(registry.asked.some((line) => /^GET known repository:team\/blog:(pull,push|push,pull)$/.test(line))).toBe(
    true,
  );
  const second = await push('team/blog:1.0', doors);
  expect(second.outcome.changed).toBe(false);
  expect(JSON.stringify([doors.logged, doors.events])).not.toContain(login.password);
});

test('we ask for what a registry keeps with a password or with the refresh token of docker, never without', async () => {
  const name = `${registry.host}/team/asked:1`;
  const pushed = await push('team/asked:1', loggedIn(login.user, login.password));
  const digest = pushed.results[0]?.pushed?.digest;
  const from = { username: login.user, origin: 'test' };
  expect(await digestThere(name, { ...from, password: login.password })).toBe(digest);
  const identity = { ...from, password: '', identityToken: login.refreshToken };
  expect(await digestThere(name, identity)).toBe(digest);
  expect(registry.asked.at(-1)).toBe('POST known repository:team/asked:pull');
  expect(await digestThere(name, { ...from, password: 'wrong' })).toBeUndefined();
  expect(await digestThere(name, undefined)).toBeUndefined();
});

test('in a format, with a token for what is written anew', async () => {
  const name = 'team/formatted:1';
  const first = await push(name, loggedIn(login.user, login.password), 'one', 'oci');
  const digest = first.results[0]?.pushed?.digest;
  const credentials = { username: login.user, password: login.password, origin: 'test' };
  expect(await digestThere(`${registry.host}/${name}`, credentials)).toBe(digest);
  expect((await push(name, loggedIn(login.user, login.password), 'one', 'oci')).outcome.changed).toBe(false);
});

test('a wrong password is refused in words that name registry, user and what to type', async () => {
  const problem = await rejectedWith(push('team/private:1', loggedIn(login.user, 'wrong-password')));
  expect(problem).toMatchObject({ code: 'registry-unauthorized', registry: registry.host, username: login.user });
  const { what, next } = wordsFor(problem);
  expect(what).toContain(registry.host);
  expect(next.join('\n')).toContain(`docker login ${registry.host}`);
  expect(JSON.stringify(wordsFor(problem))).not.toContain('wrong-password');
});
