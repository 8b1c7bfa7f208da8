import { expect, it } from 'vitest';
import { distributionOf, isKnownDistribution } from '../../../src/layout/guessed/distributions.ts';
import { knownPackages } from '../../../src/layout/guessed/known-packages.ts';
import { isStandardLibrary } from '../../../src/layout/guessed/standard-library.ts';

const modules = knownPackages.map(([module]) => module);

it('has each module once, and none of those that Python has or that several distributions share', () => {
  expect(modules.filter((module, index) => modules.indexOf(module) !== index)).toEqual([]);
  expect(modules.filter((module) => isStandardLibrary(module) || !/^[A-Za-z]\w*$/.test(module))).toEqual([]);
  for (const shared of ['google', 'azure', 'opentelemetry', 'captcha', 'registration']) {
    expect(distributionOf(shared)).toBeUndefined();
  }
});

it('names a distribution that can be required, and where it is said', () => {
  const odd = knownPackages.filter(
    ([, distribution, source]) =>
      !/^[A-Za-z0-9][\w.-]*[A-Za-z0-9](\[[a-z]+\])?$/.test(distribution) ||
      !/^(https:\/\/\S+|[\w.-]+\/[\w.-]+)$/.test(source),
  );
  expect(odd).toEqual([]);
});

it.each([
  ['rest_framework_jwt', 'drf-jwt'],
  ['solo', 'django-solo'],
  ['fitz', 'PyMuPDF'],
  ['psycopg', 'psycopg[binary]'],
])('%s is in %s', (module, distribution) => {
  expect(distributionOf(module)).toBe(distribution);
});

it('knows distributions as PEP 503 writes them, without extras', () => {
  expect(['django', 'pyyaml', 'psycopg', 'discord-py'].every(isKnownDistribution)).toBe(true);
  expect(['PyYAML', 'psycopg[binary]', 'nothing'].some(isKnownDistribution)).toBe(false);
});
