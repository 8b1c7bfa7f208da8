import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { createContainer } from '../../src/docker/containers/create.ts';
import { removeContainer, startContainer, stopContainer } from '../../src/docker/containers/lifecycle.ts';
import { connectEngine } from '../../src/docker/engine.ts';
import { debianBase } from '../support/debian-base.ts';

const name = `sd-test-init-${randomBytes(4).toString('hex')}`;
const engine = await connectEngine();
afterEach(() => removeContainer(engine, name));

const boots = 'print("boots", flush=True)\nimport time\ntime.sleep(60)';
const serves = `import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
${boots}`;

test.each([
  ['that is booting ends at once, as it would outside of a container', boots, 143],
  ['that handles SIGTERM gets it', serves, 7],
])('a program %s', async (_what, script, exitCode) => {
  await createContainer(engine, {
    name,
    image: debianBase,
    command: ['python3', '-c', script],
    env: {},
    labels: {},
    volumes: {},
    ports: [],
    restart: 'no',
    stopSeconds: 20,
    confined: true,
  });
  await startContainer(engine, name);
  const container = engine.api.getContainer(name);
  const lines = await container.logs({ follow: true, stdout: true });
  await new Promise((resolve) => lines.once('data', resolve));
  await stopContainer(engine, name);
  expect((await container.inspect()).State).toMatchObject({ Running: false, ExitCode: exitCode });
});
