import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialsFor } from '../../src/docker/credentials.ts';
import { connectEngine, type Engine } from '../../src/docker/engine.ts';
import { removeImage, tagImage } from '../../src/docker/images.ts';
import { type Pushed, pushImage } from '../../src/docker/push.ts';
import { manifestTypes } from '../../src/registry/media-types.ts';
import type { PushEvent } from '../../src/values/build-event.ts';
import type { Credentials } from '../../src/values/credentials.ts';
import { type RealRegistry, startRegistry } from '../support/real-registry.ts';
import { freePort } from '../support/free-port.ts';
import { fileEntry, folderEntry, localBase, tinyPlan } from '../support/tiny-plan.ts';
import { run, tryBuild } from './build-suite.ts';

const login = { user: 'deployer', password: 'pässword:with colon' };
/** What a push has to do on every engine. */
export function pushSuite(start: () => Promise<{ env: NodeJS.ProcessEnv; stop: () => Promise<void> }>): void {
  let machine: Awaited<ReturnType<typeof start>>;
  let engine: Engine;
  let open: RealRegistry;
  let closed: RealRegistry;
  let home: string;
  const names = new Set<string>();

  beforeAll(async () => {
    machine = await start();
    engine = await connectEngine(machine.env);
    open = await startRegistry();
    closed = await startRegistry(login);
    home = await mkdtemp(join(tmpdir(), 'sd-push-'));
  });
  afterAll(async () => {
    for (const name of names) await removeImage(engine, name);
    engine.close();
    await machine.stop();
    open.stop();
    closed.stop();
    await rm(home, { recursive: true });
  });

  /** Builds a small image whose last layer holds the text, under the name. */
  async function imageWith(text: string, name: string): Promise<void> {
    const dockerfile = `FROM ${localBase}\nCOPY project/packages /packages\nCOPY project/code /code\n`;
    const plan = tinyPlan('push', dockerfile, [
      folderEntry('project'),
      folderEntry('project/packages'),
      fileEntry('project/packages/large', Buffer.alloc(100_000, run)),
      folderEntry('project/code'),
      fileEntry('project/code/views.py', text),
    ]);
    const { problem } = await tryBuild(engine, plan);
    expect(problem).toBeUndefined();
    await tagImage(engine, plan.reference, name);
    names.add(plan.reference).add(name);
  }

  async function push(name: string, credentials?: Credentials) {
    const events: PushEvent[] = [];
    const signal = new AbortController().signal;
    const onEvent = (event: PushEvent): void => void events.push(event);
    const result = await pushImage(engine, name, { ...(credentials && { credentials }), onEvent, signal }).catch(
      (error: { problem?: unknown }) => {
        if (error.problem === undefined) throw error;
        return { problem: error.problem };
      },
    );
    return { result, events };
  }

  test('gives the digest by which the registry knows the image, and sends a layer once', async () => {
    const name = `${open.host}/team/blog:1`;
    await imageWith('one', name);
    const first = await push(name);
    const accept = manifestTypes.join(', ');
    const manifest = await fetch(`http://${open.host}/v2/team/blog/manifests/1`, { headers: { accept } });
    expect(manifest.headers.get('docker-content-digest')).toBe((first.result as { digest: string }).digest);
    expect(first.result).toMatchObject({ layersExisting: 0 });
    expect((first.result as { layersPushed: number }).layersPushed).toBeGreaterThanOrEqual(3);
    const { layers } = (await manifest.json()) as { layers: { size: number }[] };
    const travelled = layers.reduce((sum, { size }) => sum + size, 0);
    const { bytesPushed, countedBeforeCompression } = first.result as Pushed;
    expect(travelled).toBeGreaterThan(50_000_000);
    expect(bytesPushed).toBeGreaterThan(0.99 * travelled);
    expect(countedBeforeCompression).toBe(bytesPushed > 1.5 * travelled);

    const next = `${open.host}/team/blog:2`;
    await imageWith('two', next);
    const { result, events } = await push(next);
    expect(result).toMatchObject({ layersPushed: 1 });
    expect((result as { bytesPushed: number }).bytesPushed).toBeLessThan(10_000);
    expect(events.filter(({ state }) => state === 'present').length).toBeGreaterThanOrEqual(2);
    expect(await push(next)).toMatchObject({ result: { layersPushed: 0, bytesPushed: 0 } });
  });

  test('with the password that docker holds for the registry, from its file and from a helper', async () => {
    const name = `${closed.host}/team/blog:1`;
    await imageWith('one', name);
    const refused = { code: 'registry-unauthorized', registry: closed.host, reference: name };
    expect((await push(name)).result).toMatchObject({ problem: refused });
    const wrong = { username: login.user, password: 'wrong', origin: 'test' };
    expect((await push(name, wrong)).result).toMatchObject({ problem: { ...refused, username: login.user } });

    const auth = Buffer.from(`${login.user}:${login.password}`).toString('base64');
    const fromFile = await found({ auths: { [closed.host]: { auth } } });
    expect((await push(name, fromFile)).result).toHaveProperty('digest');
    const fromHelper = await found({ credHelpers: { [closed.host]: 'sd-test' } });
    expect(fromHelper).toMatchObject({ username: login.user, password: login.password });
    expect((await push(name, fromHelper)).result).toHaveProperty('digest');
  });

  test('a registry that nobody runs is unreachable, a name without a tag in the engine is absent', async () => {
    const name = `localhost:${await freePort()}/team/blog:1`;
    await imageWith('one', name);
    expect((await push(name)).result).toMatchObject({ problem: { code: 'registry-unreachable', reference: name } });
    const absent = `${open.host}/team/never-built:1`;
    expect((await push(absent)).result).toMatchObject({ problem: { code: 'image-absent', reference: absent } });
  });

  test('an interrupted push says so', async () => {
    const name = `${open.host}/interrupted:1`;
    await imageWith('one', name);
    const stop = new AbortController();
    const onEvent = (): void => stop.abort();
    await expect(pushImage(engine, name, { onEvent, signal: stop.signal })).rejects.toMatchObject({
      problem: { code: 'push-cancelled' },
    });
  });

  /** Credentials for the closed registry as a configuration of docker's gives them, a helper on the PATH. */
  async function found(config: object): Promise<Credentials> {
    const bin = join(home, 'bin');
    await mkdir(bin, { recursive: true });
    const answer = JSON.stringify({ ServerURL: closed.host, Username: login.user, Secret: login.password });
    const helper = join(bin, 'docker-credential-sd-test');
    await writeFile(helper, `#!/bin/sh\nread -r host\n[ "$1 $host" = "get ${closed.host}" ] && echo '${answer}'\n`);
    await chmod(helper, 0o755);
    await writeFile(join(home, 'config.json'), JSON.stringify(config));
    const credentials = await credentialsFor(closed.host, {
      ...process.env,
      DOCKER_CONFIG: home,
      PATH: `${bin}:${process.env.PATH}`,
    });
    if (credentials === undefined) throw new Error('no credentials were found');
    return credentials;
  }
}
