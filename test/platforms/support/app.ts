import { randomBytes } from 'node:crypto';
import { type Carried, carryOut, pushTo } from '../../../src/commands/carry-out.ts';
import { platformNamed } from '../../../src/platforms/index.ts';
import type { Platform, PushRequest, RequestOf, Verb } from '../../../src/platforms/types.ts';
import { testDoors, type TestDoors } from './doors.ts';
import { engine } from './engine.ts';
import { type Behaviour, tinyImage } from './tiny-image.ts';
import { freePort } from '../../support/free-port.ts';

export type Wishes = Partial<Omit<PushRequest, 'verb' | 'app' | 'image'>>;

/** An app of a test on the local platform: a name and a port of its own. */
export interface TestApp {
  readonly name: string;
  readonly port: number;
  readonly url: string;
  push(behaviour: Behaviour, wishes?: Wishes, doors?: TestDoors): Promise<Carried>;
  carry<V extends Exclude<Verb, 'push'>>(verb: V, more?: Partial<RequestOf<V>>, doors?: TestDoors): Promise<Carried>;
  page(path?: string): Promise<Record<string, unknown>>;
  /** Everything on the engine that bears the app's name, with its state. */
  everything(): Promise<readonly string[]>;
  /** Removes all of it. */
  remove(): Promise<void>;
}

/** A fresh app; call `remove` at the end. */
export async function testApp(): Promise<TestApp> {
  const name = `test-${randomBytes(4).toString('hex')}`;
  const port = await freePort();
  const local = platformNamed('local');
  const url = `http://127.0.0.1:${port}`;
  const base = { app: name, appNamed: true };
  return {
    name,
    port,
    url,
    async push(behaviour, wishes = {}, doors = testDoors()) {
      const wanted = { ...base, verb: 'push' as const, ...noWishes, port, ...wishes };
      return pushTo(local, wanted, () => tinyImage(behaviour), doors);
    },
    carry: carrierOf(local, base, testDoors),
    page: pageOf(url),
    everything: () => everything(`simple-deploy-${name}-`),
    remove: () => remove(`simple-deploy-${name}-`),
  };
}

/** How a test carries a verb out for an app of its own. */
export function carrierOf(
  platform: Platform,
  base: { readonly app: string; readonly appNamed: boolean },
  usual: () => TestDoors,
): TestApp['carry'] {
  const usualRequest = { follow: false, tail: 'all', command: [], deleteData: false, ...base };
  return (verb, more = {}, doors = usual()) =>
    carryOut(platform, { ...usualRequest, verb, ...more } as RequestOf<typeof verb>, doors);
}

/** How a test reads the page of its app. */
export function pageOf(url: string): TestApp['page'] {
  return async (path = '/') => (await (await fetch(`${url}${path}`)).json()) as Record<string, unknown>;
}

/** What a push wants when it wants nothing in particular. */
export const noWishes = { destinations: [], env: {}, unset: [], hosts: [], create: true, yes: true, force: false };

async function everything(prefix: string): Promise<readonly string[]> {
  const { api } = await engine();
  const containers = await api.listContainers({ all: true });
  const { Volumes } = await api.listVolumes();
  const networks = await api.listNetworks();
  const names = [
    ...containers.map(({ Names, State }) => `${Names[0]?.slice(1)}: ${State}`),
    ...Volumes.map(({ Name }) => `${Name}: volume`),
    ...networks.map(({ Name }) => `${Name}: network`),
  ];
  return names
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .toSorted();
}

async function remove(prefix: string): Promise<void> {
  const { api } = await engine();
  const containers = (await api.listContainers({ all: true })).filter(({ Names }) =>
    Names[0]?.startsWith(`/${prefix}`),
  );
  await Promise.all(containers.map(({ Id }) => api.getContainer(Id).remove({ force: true, v: true })));
  const volumes = (await api.listVolumes()).Volumes.filter(({ Name }) => Name.startsWith(prefix));
  await Promise.all(volumes.map(({ Name }) => api.getVolume(Name).remove()));
  const networks = (await api.listNetworks()).filter(({ Name }) => Name.startsWith(prefix));
  await Promise.all(networks.map(({ Id }) => api.getNetwork(Id).remove()));
}
