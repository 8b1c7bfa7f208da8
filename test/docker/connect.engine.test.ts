import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectEngine } from '../../src/docker/engine.ts';
import { removeImage } from '../../src/docker/images.ts';
import { tcpProxy, tlsProxy } from '../support/engine-proxy.ts';
import { processesWith } from '../support/processes.ts';
import { fileEntry, folderEntry, localBase, tinyPlan } from '../support/tiny-plan.ts';
import { run, tryBuild } from './build-suite.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sd-connect-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Connects and builds, so that the upgraded connection of the session goes the same way. */
async function buildVia(name: string, env: NodeJS.ProcessEnv) {
  const engine = await connectEngine(env);
  try {
    const plan = tinyPlan(
      'connect',
      `FROM ${localBase}\nCOPY project /project\nRUN cat /project/large | wc -c # ${run} ${name}\n`,
      [folderEntry('project'), fileEntry('project/large', Buffer.alloc(3_000_000, `${run}${name}`))],
    );
    const { problem, lines } = await tryBuild(engine, plan);
    await removeImage(engine, plan.reference);
    return { address: engine.address, problem, lines, kind: engine.facts.kind };
  } finally {
    engine.close();
  }
}

const done = { problem: undefined, lines: ['3000000'], kind: 'docker' };

describe('connectEngine', () => {
  test('by TCP', async () => {
    const proxy = await tcpProxy();
    const DOCKER_HOST = `tcp://127.0.0.1:${proxy.port}`;
    expect(await buildVia('tcp', { DOCKER_HOST })).toEqual({ ...done, address: DOCKER_HOST });
    proxy.stop();
  });

  test('by TCP with TLS and a certificate of ours; without it nobody gets in', async () => {
    const proxy = await tlsProxy();
    const env = { DOCKER_HOST: `tcp://localhost:${proxy.port}`, DOCKER_TLS_VERIFY: '1' };
    expect(await buildVia('tls', { ...env, DOCKER_CERT_PATH: proxy.folder })).toMatchObject(done);
    await writeFile(join(folder, 'ca.pem'), 'not a certificate');
    const without = connectEngine({ ...env, DOCKER_CERT_PATH: join(folder, 'none') });
    await expect(without).rejects.toMatchObject({ problem: { code: 'engine-absent', origin: 'DOCKER_HOST' } });
    proxy.stop();
  });

  test("by ssh, with the arguments of docker's own client; nothing of it is left behind", async () => {
    const ssh = join(folder, 'ssh');
    const said = join(folder, 'said');
    await writeFile(ssh, `#!/bin/sh\necho "$*" >> ${said}\nexec env -u DOCKER_HOST docker system dial-stdio\n`);
    await chmod(ssh, 0o755);
    const env = { PATH: `${folder}:${process.env.PATH}`, HOME: folder };
    expect(await buildVia('ssh', { ...env, DOCKER_HOST: 'ssh://me@far.test:2222' })).toMatchObject(done);
    await expect.poll(() => processesWith('dial-stdio')).toEqual([]);

    await writeFile(ssh, '#!/bin/sh\necho "Host key verification failed." >&2\nexit 255\n');
    await expect(connectEngine({ ...env, DOCKER_HOST: 'ssh://me@far.test' })).rejects.toMatchObject({
      problem: { code: 'engine-absent', address: 'ssh://me@far.test', reason: 'Host key verification failed.' },
    });
  });

  test('nothing there: the address that was asked, and where it comes from', async () => {
    const DOCKER_HOST = `unix://${folder}/none.sock`;
    await expect(connectEngine({ DOCKER_HOST })).rejects.toMatchObject({
      problem: { code: 'engine-absent', address: DOCKER_HOST, origin: 'DOCKER_HOST' },
    });
  });
});
