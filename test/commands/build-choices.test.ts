import { expect, test } from 'vitest';
import { chooseBuild, choicesOfConfig, choicesOfFlags, pairs } from '../../src/commands/build-choices.ts';
import { choicesOfLastBuild, describeChoices, forgottenBuildArgs } from '../../src/commands/last-build.ts';

const last = [
  {
    labels: {
      'simple-deploy.options': JSON.stringify({ tags: ['a'], python: '3.11', database: 'mysql', buildArgs: ['TOKEN'] }),
    },
  },
];

test('the command line wins over the configuration, and that over the last build', () => {
  const flags = choicesOfFlags({ database: 'postgres', cache: true });
  const config = choicesOfConfig({ database: 'sqlite', settings: 'x.production' });
  expect(chooseBuild([{ ...config, ...flags }, choicesOfLastBuild(last)], {})).toEqual({
    tags: ['a'],
    database: 'postgres',
    settings: 'x.production',
    python: '3.11',
    buildArgs: {},
    noCache: false,
    pull: false,
  });
});

test.each([
  [{}, {}, undefined],
  [{}, { SSL_CERT_FILE: '/etc/ca.pem' }, '/etc/ca.pem'],
  [{}, { SSL_CERT_FILE: '' }, undefined],
  [{ caBundle: '/own.pem' }, { SSL_CERT_FILE: '/etc/ca.pem' }, '/own.pem'],
])('certificates: %j with %j give %s', (choices, env, bundle) => {
  expect(chooseBuild([choices], env).caBundle).toBe(bundle);
});

test('--no-cache and --pull hold for one build only', () => {
  expect(choicesOfFlags({ cache: false, pull: true })).toEqual({ noCache: true, pull: true });
  expect(
    Object.keys(choicesOfLastBuild([{ labels: { 'simple-deploy.options': '{"noCache":true,"pull":true}' } }])),
  ).toEqual([]);
});

test('the last build is told in options that can be typed', () => {
  expect(describeChoices(choicesOfLastBuild(last))).toBe('--python 3.11 --database mysql --tag a');
});

test('a build argument whose value is not known any more is named, until it is given', () => {
  expect(forgottenBuildArgs(last, {})).toEqual(['TOKEN']);
  expect(forgottenBuildArgs(last, { buildArgs: { TOKEN: 'x' } })).toEqual([]);
  expect(forgottenBuildArgs([], {})).toEqual([]);
});

test('pairs keep what stands after the first =, and a bare name takes its value from the environment', () => {
  expect(pairs('--env', ['A=b=c', 'EMPTY=', 'HOME_TOWN'], { HOME_TOWN: 'Delft' })).toEqual({
    A: 'b=c',
    EMPTY: '',
    HOME_TOWN: 'Delft',
  });
  expect(() => pairs('--env', ['NOT_SET'], {})).toThrow('option-value');
  expect(() => pairs('--env', ['2x=1'], {})).toThrow('option-value');
});
