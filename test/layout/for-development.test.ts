import { expect, test } from 'vitest';
import { isForDevelopment } from '../../src/layout/for-development.ts';

test.each([
  'Dockerfile.dev',
  'docker-compose.override.yml',
  'ci/Dockerfile',
  'scripts/run_local.sh',
  'test',
  'e2e-web',
])('%s is for those who develop', (name) => {
  expect(isForDevelopment(name)).toBe(true);
});

test.each(['Dockerfile', 'devices/Dockerfile', 'docker-compose.prod.yml', 'latest.sh', 'localize'])(
  '%s is not',
  (name) => {
    expect(isForDevelopment(name)).toBe(false);
  },
);
