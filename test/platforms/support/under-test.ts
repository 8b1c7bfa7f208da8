import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { platforms } from '../../../src/platforms/index.ts';
import type { Platform, Releasable } from '../../../src/platforms/types.ts';
import { type Fly, startFly } from '../../support/fly/start-fly.ts';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { type Heroku, startHeroku } from '../../support/heroku/start-heroku.ts';
import { quiet } from '../../support/platformsh/deploy.ts';
import type { Flavour } from '../../support/platformsh/ground.ts';
import { type Platformsh, startPlatformsh } from '../../support/platformsh/start-platformsh.ts';
import type { Project } from '../../support/platformsh/state.ts';
import { type RealRegistry, startRegistry } from '../../support/real-registry.ts';
import { testApp, type Wishes } from './app.ts';
import { smallImage } from './small-image.ts';
import { smallSource } from './small-source.ts';
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
  platformsh: () => onPlatformsh('platformsh'),
  upsun: () => onPlatformsh('upsun'),
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

async function onPlatformsh(flavour: Flavour): Promise<UnderTest> {
  sharedPlatforms[flavour] ??= beginPlatformsh(flavour);
  const platform = await sharedPlatforms[flavour];
  const project = platform.project();
  return {
    app: project.id,
    wishes: {},
    env: { ...process.env, ...platform.env },
    image: (release) => smallSource(release, flavour),
    everything: () => Promise.resolve(everythingIn(project)),
    async remove() {
      await quiet(project);
      expect(platform.violations).toEqual([]);
    },
  };
}

function everythingIn({ environments, activities, repository }: Project): readonly string[] {
  const refs = execFileSync('git', ['-C', repository, 'for-each-ref', '--format=%(refname) %(objectname)']).toString();
  return [
    ...refs.split('\n').filter((line) => line !== ''),
    ...activities.map(({ id, type, result }) => `activity ${id} ${type} ${result}`),
    ...[...environments.values()].flatMap(({ id, variables }) =>
      [...variables.values()].map(({ name, value }) => `variable ${id} ${name} ${value}`),
    ),
  ];
}

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

/** And a platform under each of its names. */
const sharedPlatforms: Partial<Record<Flavour, Promise<Platformsh>>> = {};

async function beginPlatformsh(flavour: Flavour): Promise<Platformsh> {
  const platform = await startPlatformsh({ flavour });
  share(platform, useEdge(platform));
  return platform;
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

/** A file of long tests asks for those that build from source: a push to one takes its real program seconds. */
const tested = platforms.filter(({ takes = 'image' }) => takes === (process.env['CONFORMANCE_OF'] ?? 'image'));

/** Every platform that is tested here, with the place for its tests. */
export const underTest: readonly (readonly [string, Platform, () => Promise<UnderTest>])[] = tested.map((platform) => [
  platform.name,
  platform,
  places[platform.name] ?? (() => Promise.reject(new Error(`the conformance suite has no place for ${platform.name}`))),
]);
