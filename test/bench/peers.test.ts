import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { measureAnyEnd, peakMemoryOf } from '../../bench/measure.ts';
import { installedPeers } from '../../bench/peers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('peers are those whose program lies on the path and may be run; the others are named', () => {
  const [one, two] = [temporaryFolder('peers'), temporaryFolder('peers')];
  const path = [one, two].join(delimiter);
  expect(installedPeers(path)).toEqual({ there: [], absent: ['railpack', 'nixpacks'] });
  writeFileSync(join(two, 'nixpacks'), '');
  expect(installedPeers(path).absent).toContain('nixpacks');
  chmodSync(join(two, 'nixpacks'), 0o755);
  const { there, absent } = installedPeers(path);
  expect(there.map(({ name, args }) => [name, ...args('/some/folder')])).toEqual([
    ['nixpacks', 'plan', '/some/folder'],
  ]);
  expect(absent).toEqual(['railpack']);
});

test('a peer may answer that it cannot, but not die', async () => {
  const end = (code: number) => measureAnyEnd([process.execPath, '-e', `process.exit(${code})`]);
  expect((await end(0)).status).toBe(0);
  expect((await end(1)).status).toBe(1);
  await expect(end(2)).rejects.toThrow('exit 2');
});

test('the peak memory of a command is its own', () => {
  const [small, large] = ['0', 'Buffer.alloc(200e6, 1)'].map((code) => peakMemoryOf([process.execPath, '-e', code]));
  expect((large ?? 0) - (small ?? 0)).toBeGreaterThan(150);
});
