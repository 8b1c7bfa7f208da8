import { expect, test } from 'vitest';
import { runFacts } from '../../src/platforms/run-facts.ts';
import { image } from './support/observed.ts';

test('what runs an image by other means is told its commands, as a shell takes them', () => {
  const processes = { web: ['daphne'], worker: ['celery', '-A', 'shop', 'worker'], mail: ['sh', '-c', "exec a 'b c'"] };
  const release = { migrate: true, commands: ['python manage.py seed'] };
  const facts = runFacts(
    image('1', 'sqlite', { processes, release, services: { redis: ['REDIS_URL', 'BROKER_URL'] } }),
  );
  expect(facts.map(({ name, value }) => `${name}: ${value}`)).toEqual([
    "Before each version: python -m simple_deploy release 'python manage.py seed'",
    'Process worker: celery -A shop worker',
    String.raw`Process mail: sh -c 'exec a '\''b c'\'''`,
    'Needs redis: by REDIS_URL, BROKER_URL',
  ]);
});

test('an image that says nothing of it, nothing', () => {
  expect(runFacts({ labels: {} })).toEqual([]);
});
