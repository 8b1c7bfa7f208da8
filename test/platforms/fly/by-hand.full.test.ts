import { expect, test } from 'vitest';
import { flyTestApp } from '../../support/fly/app.ts';
import { runFlyctl } from '../../support/fly/run-flyctl.ts';
import { useFly } from '../../support/fly/use-fly.ts';

/** What people do with flyctl itself, between two pushes. */
const fly = useFly();

test('a second machine comes by --ha, once, and stays without it', async () => {
  const app = flyTestApp(fly);
  const first = { release: 'one' } as const;
  await app.push(first);
  const scaled = await app.push(first, { ha: true });
  expect(scaled.results.map(({ id }) => id)).toEqual(['lock', 'scale', 'answer', 'unlock']);
  expect(app.running()).toEqual(['app 1', 'app 1']);
  expect((await app.push(first, { ha: true })).outcome.changed).toBe(false);
  await app.push({ release: 'two' });
  expect(app.running()).toEqual(['app 2', 'app 2']);
});

test('a size that a machine was given stays', async () => {
  const app = flyTestApp(fly);
  await app.push({ release: 'one' });
  const guests = () =>
    [...app.there()!.machines.values()].flatMap(({ state, config }) => (state === 'started' ? [config.guest] : []));
  for (const machine of app.there()!.machines.values())
    Object.assign(machine, { config: { ...machine.config, guest: { cpu_kind: 'shared', cpus: 2, memory_mb: 1024 } } });
  expect((await app.push({ release: 'one' })).outcome.changed).toBe(false);
  await app.push({ release: 'two' });
  expect(guests()).toEqual([{ cpu_kind: 'shared', cpus: 2, memory_mb: 1024 }]);
});

test('an image that was deployed by flyctl is seen, and the same push puts its own back', async () => {
  const app = flyTestApp(fly);
  await app.push({ release: 'one' });
  const image = app.there()?.releases[0]?.image ?? '';
  await app.push({ release: 'two' });
  const more = '--ha=false --yes --dns-checks=false --smoke-checks=false';
  const { code } = await runFlyctl(fly, `deploy -a ${app.name} --image ${image} ${more}`.split(' '));
  expect([code, (await app.page())['TINY_RELEASE']]).toEqual([0, 'one']);
  expect((await app.push({ release: 'two' })).outcome.changed).toBe(true);
  expect(await app.page()).toMatchObject({ TINY_RELEASE: 'two' });
});

test('Fly was asked nothing that it is not asked', () => {
  expect(fly.violations).toEqual([]);
});
