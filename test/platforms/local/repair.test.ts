import { expect, test } from 'vitest';
import type { LocalNow } from '../../../src/platforms/local/observe.ts';
import type { ContainerState } from '../../../src/values/container.ts';
import { after, fresh, ids, image, outcomeOf, planned, pushOf } from '../support/observed.ts';

const now = after(pushOf());
const web = now.web as ContainerState;
const next: ContainerState = { ...web, id: 'new', name: 'simple-deploy-blog-next', imageId: 'sha256:2' };
const stopped = { ...web, status: 'exited' } as const;
const { startedAt: _, ...neverStarted } = { ...next, status: 'created' } as const;
const lock = { holder: fresh.holder, gone: true };

const repairs = (there: LocalNow, more = {}) =>
  ids(planned({ ...there, lock }, more)).filter((id) => id.startsWith('repair-'));

test('a lock of a process that is gone is broken before it is taken, and given back although nothing changes', () => {
  expect(ids(planned({ ...now, lock }))).toEqual(['break-lock', 'lock', 'unlock']);
  expect(outcomeOf(planned({ ...now, lock })).changed).toBe(false);
});

test('what was left lying about goes', () => {
  const there = { ...now, leftovers: ['simple-deploy-blog-proof'], rehearsal: true };
  expect(repairs(there)).toEqual(['repair-remove-simple-deploy-blog-proof', 'repair-remove-rehearsal']);
});

test('created, and the old one serves: the new one goes', () => {
  expect(repairs({ ...now, next: neverStarted })).toEqual(['repair-remove-next']);
});

test('never started, and the old one was stopped: the database as it was, then the old one again', () => {
  expect(repairs({ ...now, web: stopped, next: neverStarted, healthy: false })).toEqual([
    'repair-remove-next',
    'repair-database',
    'repair-start-old',
  ]);
});

test('a database that is no file is not put back: it was migrated before the stop', () => {
  const first = pushOf({ database: 'postgres', image: image('1', 'postgres') });
  const there = after(first);
  const old = { ...(there.web as ContainerState), status: 'exited' } as const;
  const wanted = { image: image('2', 'postgres') };
  expect(repairs({ ...there, web: old, next: neverStarted }, wanted)).not.toContain('repair-database');
});

test('started and it died: the old one again, with what people may have written since left alone', () => {
  const died = { ...next, status: 'exited', exitCode: 1 } as const;
  expect(repairs({ ...now, web: stopped, next: died })).toEqual(['repair-remove-next', 'repair-start-old']);
});

test('it starts again and again: that is not serving', () => {
  expect(repairs({ ...now, web: stopped, next: { ...next, restarts: 3 } })).toContain('repair-start-old');
});

test('it serves and the old one stands still: the new one is kept', () => {
  const there = { ...now, web: stopped, next };
  expect(repairs(there)).toEqual(['repair-remove-old', 'repair-adopt']);
  expect(outcomeOf(planned({ ...there, lock })).notes).toContainEqual({
    code: 'note-repaired',
    what: 'the release that it had started was kept',
  });
});

test('it serves and the old one is gone: it only wants its name', () => {
  const { web: _old, ...there } = now;
  expect(repairs({ ...there, next })).toEqual(['repair-adopt']);
});

test('both run, which no push leaves: the one with the name stays', () => {
  expect(repairs({ ...now, next })).toEqual(['repair-remove-next']);
});
