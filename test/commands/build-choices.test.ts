import { expect, test } from 'vitest';
import { chooseBuild, choicesOfConfig, choicesOfFlags } from '../../src/commands/build-choices.ts';
import { choicesOfLastBuild, describeChoices, forgotten, lastUpgrade } from '../../src/commands/last-build.ts';

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
    buildSecrets: [],
    ssh: [],
    installGuessed: false,
    aptPackages: [],
    withoutAptPackages: [],
    skip: [],
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

test('the server of the last build is that of the next push', () => {
  const [built] = [{ labels: { 'simple-deploy.options': JSON.stringify({ server: 'uwsgi' }) } }];
  expect(choicesOfLastBuild([built])).toEqual({ server: 'uwsgi' });
  expect(describeChoices({ server: 'uwsgi' })).toBe('--server uwsgi');
});

test('a build argument whose value is not known any more is named, until it is given', () => {
  expect(forgotten(last, {})).toEqual(['--build-arg TOKEN']);
  expect(forgotten(last, { buildArgs: { TOKEN: 'x' } })).toEqual([]);
  expect(forgotten([], {})).toEqual([]);
});

const lent = [
  {
    labels: {
      'simple-deploy.options': JSON.stringify({
        buildSecrets: [{ id: 'netrc' }, { id: 'TOKEN', env: 'CI_TOKEN' }],
        ssh: ['default'],
        aptPackages: ['ffmpeg'],
        withoutAptPackages: ['libmagic1'],
        skip: ['https', 'media'],
        installGuessed: true,
      }),
    },
  },
];

test('of what was lent to the last build the name is kept, and the source where it is at hand', () => {
  const env = { CI_TOKEN: 'x', SSH_AUTH_SOCK: '/run/agent' };
  const here = choicesOfLastBuild(lent, env);
  expect(here.buildSecrets).toEqual([{ id: 'netrc' }, { id: 'TOKEN', env: 'CI_TOKEN' }]);
  expect(here.ssh).toEqual(['default']);
  expect(describeChoices(here)).toBe(
    '--build-secret id=TOKEN,env=CI_TOKEN --ssh default --apt-package ffmpeg --without-apt-package libmagic1 --skip https --skip media --install-guessed',
  );
  expect(forgotten(lent, here)).toEqual(['--build-secret id=netrc']);
  const elsewhere = choicesOfLastBuild(lent, {});
  expect(elsewhere).toMatchObject({ buildSecrets: [{ id: 'netrc' }, { id: 'TOKEN' }], ssh: ['default='] });
  expect(forgotten(lent, elsewhere)).toEqual(['--build-secret id=netrc', '--build-secret id=TOKEN', '--ssh default']);
});

test('groups and extras are those that were typed, else configured, else of the last build', () => {
  const typed = choicesOfFlags({ group: ['dev'], extra: ['s3', 'mail'], withoutGroup: ['prod'] });
  const choices = { groups: ['dev'], extras: ['s3', 'mail'], withoutGroups: ['prod'] };
  expect(typed).toEqual(choices);
  expect(choicesOfConfig({ groups: ['dev'], extras: ['s3', 'mail'], 'without-groups': ['prod'] })).toEqual(choices);
  const last = [{ labels: { 'simple-deploy.options': JSON.stringify(choices) } }];
  expect(describeChoices(choicesOfLastBuild(last))).toBe('--group dev --extra s3 --extra mail --without-group prod');
});

test('--upgrade is the time it was asked at, and later builds keep the latest one', () => {
  const now = () => new Date('2026-11-22T19:40:12.345Z');
  expect(choicesOfFlags({ upgrade: true }, {}, now)).toEqual({ upgrade: '2026-11-22T19:40:12Z' });
  const images = ['2026-11-20T08:00:00Z', '2026-11-22T19:40:12Z', undefined].map((upgrade) => ({
    labels: { 'simple-deploy.options': JSON.stringify({ upgrade }) },
  }));
  expect(lastUpgrade(images)).toBe('2026-11-22T19:40:12Z');
  expect(choicesOfLastBuild([{ labels: {} }, ...images]).upgrade).toBe('2026-11-22T19:40:12Z');
  expect(lastUpgrade([{ labels: {} }])).toBeUndefined();
});
