import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { completeLock, missingEntries, type Lock } from '../../scripts/lock/complete.ts';

test('package-lock.json has every package, for every system, and names no registry', () => {
  const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
  expect(missingEntries(JSON.parse(text) as Lock)).toEqual({});
  expect(text).not.toContain('"resolved"');
});

const lock: Lock = {
  packages: {
    'node_modules/b': {
      dev: true,
      optionalDependencies: { '@b/linux-x64-musl': '1.2.3', '@b/win32-x64-msvc': '1.2.3', fsevents: '~2.3.2' },
    },
    'node_modules/@b/linux-x64-musl': { version: '1.2.3' },
  },
};

test('what npm left out is put back, with the system it is for', () => {
  expect(missingEntries(lock)).toEqual({
    'node_modules/@b/win32-x64-msvc': { version: '1.2.3', dev: true, optional: true, os: ['win32'], cpu: ['x64'] },
  });
  expect(missingEntries(completeLock(lock))).toEqual({});
});
