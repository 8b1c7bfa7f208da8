import { expect, test } from 'vitest';
import { told } from '../../../src/platforms/fly/told.ts';

const release = { app: 'blog', org: 'team', region: 'fra', volume: false, database: 'none' } as const;

test('a first push tells what it made and what of it is billed, a later one nothing', () => {
  expect(told({ ...release, volume: true }, true).created?.map(({ name }) => name)).toEqual(['App', 'Volume']);
  expect(told(release, false).created).toEqual([]);
});

test('every command of flyctl names this app', () => {
  const { commands = [] } = told(release, false);
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter(({ command }) => !/^fly .*--app blog\b/.test(command))).toEqual([]);
});
