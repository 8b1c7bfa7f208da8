import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { createVolume, findVolume, removeVolume } from '../../src/docker/containers/volumes.ts';
import { findContainer } from '../../src/docker/containers/find.ts';
import { engine } from './support/engine.ts';
import { smallImage } from './support/small-image.ts';

const name = `sd-test-volume-${randomBytes(4).toString('hex')}`;
const user = `${name}-user`;

afterEach(async () => {
  const { api } = await engine();
  await api
    .getContainer(user)
    .remove({ force: true })
    .catch(() => undefined);
  await api
    .getVolume(name)
    .remove()
    .catch(() => undefined);
});

async function usedVolume(): Promise<void> {
  const { api } = await engine();
  const { reference } = await smallImage('one');
  await createVolume(await engine(), name, {});
  await api.createContainer({ name: user, Image: reference, Cmd: ['none'], HostConfig: { Binds: [`${name}:/data`] } });
}

test('a volume that is in use stays, with what uses it', async () => {
  await usedVolume();
  await expect(removeVolume(await engine(), name)).rejects.toMatchObject({ statusCode: 409 });
  expect(await findVolume(await engine(), name)).toBeDefined();
  expect(await findContainer(await engine(), user)).toBeDefined();
});

test('a container that is known to use it goes first', async () => {
  await usedVolume();
  await removeVolume(await engine(), name, [user, `${name}-nobody`]);
  expect(await findVolume(await engine(), name)).toBeUndefined();
  expect(await findContainer(await engine(), user)).toBeUndefined();
  await removeVolume(await engine(), name, [user]);
});
