import { expect, test } from 'vitest';
import { lockSeen, lockSteps, refuseHeld } from '../../src/platforms/lock.ts';

const lock = { name: 'blog-lock', label: 'holder', app: 'blog', image: 'blog:1', seen: { name: 'blog-web' } };
const elsewhere = { host: 'another-machine', pid: 7, since: '2026-01-01T00:00:00Z' };
const fresh = {
  holder: { host: 'here', pid: 8, since: '2026-01-02T00:00:00Z' },
  secretKey: '',
  passwords: {},
} as never;

test("a lock with a damaged label is somebody's", () => {
  const held = lockSeen('{"host":');
  expect(held).toEqual({ holder: { host: '?', pid: 0, since: '?' }, gone: false });
  expect(() => refuseHeld(held, lock)).toThrow(
    expect.objectContaining({
      problem: { code: 'app-locked', app: 'blog', host: '?', pid: 0, since: '?', lock: 'blog-lock' },
    }) as Error,
  );
});

test("nobody's, and that of a process that is gone, refuse nothing; the latter is removed first", () => {
  const gone = { holder: elsewhere, gone: true };
  expect(() => refuseHeld(undefined, lock)).not.toThrow();
  expect(() => refuseHeld(gone, lock)).not.toThrow();
  const { take } = lockSteps(lock, gone, fresh);
  expect(take.map(({ id }) => id)).toEqual(['break-lock', 'lock']);
  expect(take[0]?.effect).toMatchObject({ call: 'drop-lock', name: 'blog-lock', value: JSON.stringify(elsewhere) });
  expect(lockSteps(lock, undefined, fresh).take.map(({ id }) => id)).toEqual(['lock']);
});

test('what is taken is given back, by the same value, however it ends', () => {
  const { take, give } = lockSteps(lock, undefined, fresh);
  const value = JSON.stringify({ host: 'here', pid: 8, since: '2026-01-02T00:00:00Z' });
  const drop = { kind: 'engine', call: 'drop-lock', name: 'blog-lock', label: 'holder', value };
  expect(take[0]?.effect).toMatchObject({ call: 'take-lock', spec: { labels: { holder: value } } });
  expect(take[0]?.undo).toEqual([drop]);
  expect(give).toMatchObject({ effect: drop, cleanup: true });
});
