import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Carried, pushTo } from '../../../src/commands/carry-out.ts';
import { platformNamed } from '../../../src/platforms/index.ts';
import type { Releasable } from '../../../src/platforms/types.ts';
import { carrierOf, noWishes, pageOf, type TestApp, type Wishes } from '../../platforms/support/app.ts';
import { testDoors, type TestDoors } from '../../platforms/support/doors.ts';
import { tinyImage } from '../../platforms/support/tiny-image.ts';
import type { Heroku } from './start-heroku.ts';
import type { HerokuApp } from './state.ts';

/** An app of a test on a Heroku of the tests' own. */
export interface HerokuTestApp extends Pick<TestApp, 'name' | 'push' | 'carry'> {
  /** Pushes another image than the tiny one. */
  pushImage(image: () => Promise<Releasable>, doors?: TestDoors, wishes?: Wishes): Promise<Carried>;
  /** Its address, which only Heroku knows. */
  url(): string;
  page(path?: string): Promise<Record<string, unknown>>;
  /** What Heroku keeps of it. */
  there(): HerokuApp | undefined;
  /** Dynos that are up, as "web.1 v5", once everything that was begun has ended. */
  running(): Promise<readonly string[]>;
  /** Releases after the two that every app begins with, as "v3 succeeded Deployed web". */
  releases(): readonly string[];
}

/** Doors of this process, with the environment in which we have that Heroku for the real one. */
export function herokuDoors(heroku: Heroku, more: Partial<TestDoors> = {}): TestDoors {
  return testDoors({ env: { ...process.env, ...heroku.env }, ...more });
}

/** A fresh app with a name of its own. */
export function herokuTestApp(heroku: Heroku, name = `test-${randomBytes(4).toString('hex')}`): HerokuTestApp {
  const platform = platformNamed('heroku');
  const base = { app: name, appNamed: true };
  const pushImage: HerokuTestApp['pushImage'] = (image, doors = herokuDoors(heroku), wishes = {}) => {
    const wanted = { ...base, verb: 'push' as const, ...noWishes, database: 'none' as const, ...wishes };
    return pushTo(platform, wanted, image, doors);
  };
  const there = (): HerokuApp | undefined => heroku.state.apps.get(name);
  const url = (): string => `https://${there()?.host}`;
  return {
    name,
    url,
    push(behaviour, wishes = {}, doors = herokuDoors(heroku)) {
      const { database = 'none' } = behaviour;
      return pushImage(() => tinyImage({ database, ...behaviour }), doors, { database, ...wishes });
    },
    pushImage,
    carry: carrierOf(platform, base, () => herokuDoors(heroku)),
    page: (path) => pageOf(url())(path),
    there,
    async running() {
      await heroku.settled(name);
      const dynos = (state: string) => [...(there()?.dynos.values() ?? [])].filter((each) => each.state === state);
      while (dynos('starting').length > 0) await pause(50);
      return dynos('up')
        .map(({ name, release }) => `${name} v${release.version}`)
        .toSorted();
    },
    releases: () =>
      (there()?.releases.slice(2) ?? []).map(
        ({ version, status, description }) => `v${version} ${status} ${description}`,
      ),
  };
}
