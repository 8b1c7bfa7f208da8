import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pushTo } from '../../../src/commands/carry-out.ts';
import { platformNamed } from '../../../src/platforms/index.ts';
import { carrierOf, noWishes, pageOf, type TestApp } from '../../platforms/support/app.ts';
import { testDoors, type TestDoors } from '../../platforms/support/doors.ts';
import { tinyImage } from '../../platforms/support/tiny-image.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import type { Fly } from './start-fly.ts';
import type { App } from './state.ts';

/** An app of a test on a Fly of the tests' own. */
export interface FlyTestApp extends Pick<TestApp, 'name' | 'url' | 'push' | 'carry' | 'page'> {
  /** What Fly keeps of it. */
  there(): App | undefined;
  /** Machines that run, as "group release". */
  running(): readonly string[];
}

/** Doors of this process, with the environment in which flyctl has that Fly for the real one. */
export function flyDoors(fly: Fly, more: Partial<TestDoors> = {}): TestDoors {
  return testDoors({ env: { ...process.env, ...fly.env }, ...more });
}

/** A folder whose fly.toml waits for a machine for seconds only, not for flyctl's five minutes. */
export function impatientProject(): string {
  const root = temporaryFolder('impatient');
  writeFileSync(join(root, 'fly.toml'), '[deploy]\nwait_timeout = "6s"\n');
  return root;
}

/** A fresh app with a name of its own. */
export function flyTestApp(fly: Fly, more: { readonly root?: string } = {}): FlyTestApp {
  const name = `test-${randomBytes(4).toString('hex')}`;
  const platform = platformNamed('fly');
  const url = `https://${name}.fly.dev`;
  const base = { app: name, appNamed: true, ...more };
  const there = (): App | undefined => fly.state.apps.get(name);
  return {
    name,
    url,
    async push(behaviour, wishes = {}, doors = flyDoors(fly)) {
      const { database = 'none' } = behaviour;
      const place = { org: 'personal', region: 'fra', database };
      const wanted = { ...base, verb: 'push' as const, ...noWishes, ...place, ...wishes };
      return pushTo(platform, wanted, () => tinyImage({ database, ...behaviour }), doors);
    },
    carry: carrierOf(platform, base, () => flyDoors(fly)),
    page: pageOf(url),
    there,
    running: () =>
      [...(there()?.machines.values() ?? [])]
        .filter(({ state }) => state === 'started')
        .map(({ config: { metadata = {} } }) => `${metadata['fly_process_group']} ${metadata['fly_release_version']}`),
  };
}
