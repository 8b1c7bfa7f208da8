import { expect, test } from 'vitest';
import { told } from '../../../src/platforms/fly/told.ts';

const now = { program: 'fly', releases: [] } as const;
const release = { app: 'blog', org: 'team', region: 'fra', volume: false, database: 'none' } as const;

test('a first push tells what it made and what of it is billed, a later one nothing', () => {
  expect(told(now, { ...release, volume: true }).created?.map(({ name }) => name)).toEqual([
    'App',
    'Machines',
    'Volume',
    'Prices',
  ]);
  expect(told({ ...now, app: { org: 'team', host: 'blog.fly.dev' } }, release).created).toEqual([]);
});

test('commands of manage.py run in its folder, as SSH begins elsewhere', () => {
  const { commands = [] } = told(now, release);
  const managed = commands.filter(({ command }) => command.includes('manage.py'));
  expect(managed.map(({ command }) => command)).toContain(
    `fly ssh console --app blog --pty -C "sh -c 'cd -P /app && exec python manage.py createsuperuser'"`,
  );
  expect(managed.every(({ command }) => command.includes('cd -P /app'))).toBe(true);
});

test('every command of flyctl names this app', () => {
  const { commands = [] } = told(now, release);
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter(({ command }) => !/^fly .*(?:--app|destroy) blog\b/.test(command))).toEqual([]);
});
