import { expect, test } from 'vitest';
import { namesFor } from '../../../src/platforms/local/names.ts';
import { told } from '../../../src/platforms/local/told.ts';

const release = { names: namesFor('blog'), image: 'simple-deploy/blog:1', processes: [], database: 'sqlite' } as const;
const nothing = { data: undefined, database: undefined, redis: undefined } as never;

test('a first push tells the volume that it made, and that nothing is billed', () => {
  expect(told(nothing, release).created).toEqual([
    { name: 'Volume', value: 'simple-deploy-blog-data: what the app keeps in files' },
    { name: 'Billed', value: 'nothing: it lies on this machine' },
  ]);
  expect(told({ data: {}, database: undefined, redis: undefined } as never, release).created).toEqual([]);
});

test('the commands of docker name the containers and volumes of this app', () => {
  const commands = told(nothing, {
    ...release,
    server: 'postgres',
    database: 'postgres',
    processes: [{ name: 'worker', command: ['x'] }],
  }).commands;
  const typed = commands?.map(({ command }) => command) ?? [];
  expect(typed).toContain('docker exec -it simple-deploy-blog-web bash');
  expect(typed).toContain('docker logs --follow --tail 50 simple-deploy-blog-process.worker');
  expect(typed).toContain('docker exec simple-deploy-blog-database pg_dump -U app -Fc app > database.dump');
  expect(typed.filter((command) => command.includes('simple-deploy-blog-data:/data'))).toHaveLength(1);
});

test('a file of SQLite gets in by a command, a server has others', () => {
  const typed = (more = {}) => told(nothing, { ...release, ...more }).commands?.map(({ command }) => command) ?? [];
  const take = `docker exec -i simple-deploy-blog-web sh -c 'python -m simple_deploy sqlite-take && python manage.py migrate' < db.sqlite3`;
  expect(typed()).toContain(take);
  expect(typed({ server: 'postgres', database: 'postgres' })).not.toContain(take);
});

test('what is read on depends on the database', () => {
  expect(told(nothing, release).links).toContain('sqlite-backup');
  expect(told(nothing, { ...release, server: 'postgres', database: 'postgres' }).links).toContain('postgres-backup');
});
