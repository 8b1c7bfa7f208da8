import { randomBytes } from 'node:crypto';
import { platforms } from '../../../src/platforms/index.ts';
import type { Platform, Releasable } from '../../../src/platforms/types.ts';
import { type Fly, startFly } from '../../support/fly/start-fly.ts';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { type Heroku, startHeroku } from '../../support/heroku/start-heroku.ts';
import { type RealRegistry, startRegistry } from '../../support/real-registry.ts';
import { testApp, type Wishes } from './app.ts';
import { smallImage } from './small-image.ts';
import { tinyImage } from './tiny-image.ts';

/** A platform with what a test of it needs: a place of its own, and a look at everything that a push can leave there. */
export interface UnderTest {
  readonly app: string;
  readonly wishes: Wishes;
  /** Environment in which the platform's own program finds the place. */
  readonly env?: NodeJS.ProcessEnv;
  /** An image that the platform can take, the same for the same release. */
  image(release: string): Promise<Releasable>;
  /** Everything there that bears the mark of this test, in words that are the same for the same state. */
  everything(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

/** What the conformance suite knows of each platform. A platform without an entry fails the suite. */
const places: Readonly<Record<string, () => Promise<UnderTest>>> = {
  async local() {
    const app = await testApp();
    return {
      app: app.name,
      wishes: { port: app.port },
      image: (release) => tinyImage({ release }),
      everything: () => app.everything(),
      remove: () => app.remove(),
    };
  },
  async fly() {
    sharedFly ??= beginFly();
    const fly = await sharedFly;
    const app = `test-${randomBytes(4).toString('hex')}`;
    return {
      app,
      wishes: { org: 'personal', region: 'fra', database: 'none' },
      env: { ...process.env, ...fly.env },
      image: (release) => tinyImage({ release, database: 'none' }),
      everything: () => Promise.resolve(everythingOf(fly, app)),
      remove: () => Promise.resolve(),
    };
  },
  async heroku() {
    sharedHeroku ??= beginHeroku();
    const heroku = await sharedHeroku;
    const app = `test-${randomBytes(4).toString('hex')}`;
    return {
      app,
      wishes: { database: 'none' },
      env: { ...process.env, ...heroku.env },
      image: (release) => tinyImage({ release, database: 'none' }),
      everything: () => Promise.resolve(everythingOnHeroku(heroku, app)),
      remove: () => Promise.resolve(),
    };
  },
  async registry() {
    shared ??= startRegistry();
    const { host } = await shared;
    const repository = `test-${randomBytes(4).toString('hex')}/blog`;
    return {
      app: 'blog',
      wishes: { destinations: [`${host}/${repository}:1.0`] },
      image: smallImage,
      async everything() {
        const answer = await fetch(`http://${host}/v2/${repository}/tags/list`);
        return answer.status === 404 ? [] : [await answer.text()];
      },
      remove: () => Promise.resolve(),
    };
  },
};

/** One registry serves all tests, each in a repository of its own: the layers of the base travel once. */
let shared: Promise<RealRegistry> | undefined;

function everythingOf({ state }: Fly, name: string): readonly string[] {
  const app = state.apps.get(name);
  if (app === undefined) return [];
  const machines = [...app.machines.values()];
  return [
    ...[...app.secrets.keys()].map((each) => `secret ${each}`),
    ...machines.map(({ id, instance, state: is, digest }) => `machine ${id} ${instance} ${is} ${digest}`),
    ...app.releases.map(({ version, image, status }) => `release ${version} ${image} ${status}`),
  ];
}

/** And one Fly, with the way to its apps. */
let sharedFly: Promise<Fly> | undefined;

async function beginFly(): Promise<Fly> {
  const fly = await startFly();
  share(fly, useEdge(fly));
  return fly;
}

function everythingOnHeroku({ state }: Heroku, name: string): readonly string[] {
  const app = state.apps.get(name);
  if (app === undefined) return [];
  const formation = [...app.formation.values()];
  return [
    ...[...app.config.keys()].map((each) => `config var ${each}`),
    ...formation.map(({ type, quantity }) => `${quantity} ${type}`),
    ...app.releases.map(({ version, description, status }) => `release ${version} ${description} ${status}`),
  ];
}

/** And one Heroku. */
let sharedHeroku: Promise<Heroku> | undefined;

async function beginHeroku(): Promise<Heroku> {
  const heroku = await startHeroku();
  share(heroku, useEdge(heroku));
  return heroku;
}

/** What ends the places that are shared, the last one first: each takes this process back to how it found it. */
const ends: (() => Promise<readonly string[]>)[] = [];

function share(place: Pick<Fly, 'stop' | 'violations'>, endEdge: () => void): void {
  ends.unshift(async () => {
    endEdge();
    await place.stop();
    return place.violations;
  });
}

/** Ends what the places share. Throws when a platform was asked what it is not asked. */
export async function closePlaces(): Promise<void> {
  (await shared)?.stop();
  const violations: string[] = [];
  for (const end of ends) violations.push(...(await end()));
  if (violations.length > 0) throw new Error(`a platform was asked what it is not asked:\n${violations.join('\n')}`);
}

/** Every platform of the list, with the place for its tests. */
export const underTest: readonly (readonly [string, Platform, () => Promise<UnderTest>])[] = platforms.map(
  (platform) => [
    platform.name,
    platform,
    places[platform.name] ??
      (() => Promise.reject(new Error(`the conformance suite has no place for ${platform.name}`))),
  ],
);
