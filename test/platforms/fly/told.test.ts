import { expect, test } from 'vitest';
import { told } from '../../../src/platforms/fly/told.ts';

const now = { program: 'fly', releases: [] } as const;
const release = { app: 'blog', org: 'team', region: 'fra', volume: false, database: 'none' } as const;

const nothing = { app: false, volume: false, cluster: false, groups: [], alone: [] };

test('a push tells what it made and what of it is billed, whether the app stood or not', () => {
  const names = (things: object) => told(now, release, { ...nothing, ...things }).created?.map(({ name }) => name);
  expect(names({ app: true, volume: true })).toEqual(['App', 'Machines', 'Volume', 'Prices']);
  expect(names({ cluster: true, alone: ['app'] })).toEqual(['Machine', 'Managed Postgres', 'Prices']);
  expect(names({})).toEqual([]);
});

test('commands of manage.py run in its folder, as SSH begins elsewhere', () => {
  const { commands = [] } = told(now, release, nothing);
  const managed = commands.filter(({ command }) => command.includes('manage.py'));
  expect(managed.map(({ command }) => command)).toContain(
    `fly ssh console --app blog --pty -C "sh -c 'cd -P /app && exec python manage.py createsuperuser'"`,
  );
  expect(managed.every(({ command }) => command.includes('cd -P /app'))).toBe(true);
});

test('every command of flyctl names this app', () => {
  const { commands = [] } = told(now, release, nothing);
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter(({ command }) => !/^fly .*(?:--app|destroy) blog\b/.test(command))).toEqual([]);
});
