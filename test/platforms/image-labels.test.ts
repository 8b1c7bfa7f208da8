import { expect, test } from 'vitest';
import { runLabels } from '../../src/build-plan/labels.ts';
import { needsPostgis, processesOf, releaseStepOf, servicesOf, suppliedIn } from '../../src/platforms/image-labels.ts';

const fact = <T>(value: T) => ({ value, origin: 'default' as const });

test('what the labels of an image say is what was found in the project, in its order', () => {
  const worker = { name: 'worker', command: ['celery', '-A', 'shop', 'worker'] };
  const beat = { name: 'beat', command: ['sh', '-c', 'exec celery -A shop beat'] };
  const labels = runLabels({
    processes: [fact(worker), fact(beat)],
    migrate: fact(false),
    releaseCommands: [fact('python manage.py migrate && python manage.py seed')],
    services: [{ ...fact('redis' as const), variables: ['BROKER_URL', 'REDIS_URL'] }],
    supplied: { DB_HOST: 'host' },
    databaseExtensions: [{ ...fact('postgis' as const), setsEngine: true }],
  });
  expect(suppliedIn({ labels })).toEqual({ DB_HOST: 'host' });
  expect(processesOf({ labels })).toEqual([worker, beat]);
  expect(releaseStepOf({ labels })).toEqual({
    migrate: false,
    commands: ['python manage.py migrate && python manage.py seed'],
  });
  expect(servicesOf({ labels })).toEqual({ redis: ['BROKER_URL', 'REDIS_URL'] });
  expect(needsPostgis({ labels })).toBe(true);
});

test('an image that says nothing of it is served and migrated, no more', () => {
  expect(processesOf({ labels: {} })).toEqual([]);
  expect(releaseStepOf({ labels: {} })).toEqual({ migrate: true, commands: [] });
  expect(servicesOf({ labels: {} })).toEqual({});
  expect(suppliedIn({ labels: {} })).toEqual({});
  expect(needsPostgis({ labels: {} })).toBe(false);
});
