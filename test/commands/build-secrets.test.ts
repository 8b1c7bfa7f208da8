import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { choicesOfConfig, choicesOfFlags } from '../../src/commands/build-choices.ts';
import { parseSecrets, parseSsh } from '../../src/commands/build-secrets.ts';
import { UserError, type Problem } from '../../src/problems.ts';

const place = { option: '--build-secret', folder: '/project', env: { PIP_EXTRA_INDEX_URL: 'https://u:p@x/' } };

function problemOf(act: () => unknown): Problem | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return error.problem;
    throw error;
  }
  return undefined;
}

test.each([
  ['id=netrc,src=/home/me/.netrc', { id: 'netrc', file: '/home/me/.netrc' }],
  ['id=netrc,source=conf/netrc', { id: 'netrc', file: '/project/conf/netrc' }],
  ['type=file,id=netrc,src=~/.netrc', { id: 'netrc', file: `${homedir()}/.netrc` }],
  ['id=TOKEN,env=CI_TOKEN', { id: 'TOKEN', env: 'CI_TOKEN' }],
  ['type=env,id=TOKEN', { id: 'TOKEN', env: 'TOKEN' }],
  ['id=TOKEN,type=env,src=CI_TOKEN', { id: 'TOKEN', env: 'CI_TOKEN' }],
  ['id=PIP_EXTRA_INDEX_URL', { id: 'PIP_EXTRA_INDEX_URL', env: 'PIP_EXTRA_INDEX_URL' }],
  ['id=pip.conf', { id: 'pip.conf', file: '/project/pip.conf' }],
  ['id=q,src=a=b', { id: 'q', file: '/project/a=b' }],
])('the secret %s, as docker reads it', (text, secret) => {
  expect(parseSecrets([text], place)).toEqual([secret]);
});

test.each([
  'netrc',
  'src=/home/me/.netrc',
  'id=',
  'id=../x,src=y',
  'id=x,src=y,env=Z',
  'id=x,mode=0400',
  'id=x,type=vault',
  'id=ca,src=ca.pem',
])('no secret: %s', (text) => {
  expect(problemOf(() => parseSecrets([text], place))).toMatchObject({ code: 'option-value', value: text });
});

test('an id may stand once', () => {
  const texts = ['id=netrc,src=a', 'id=netrc,src=b'];
  expect(problemOf(() => parseSecrets(texts, place))).toMatchObject({ code: 'option-value', value: 'netrc' });
});

test('agents and keys, as docker reads them', () => {
  const texts = ['default', 'deploy=~/.ssh/id_ed25519,keys/other', 'agent=/run/agent.sock'];
  expect(parseSsh(texts, place)).toEqual([
    'default',
    `deploy=${homedir()}/.ssh/id_ed25519,/project/keys/other`,
    'agent=/run/agent.sock',
  ]);
  expect(problemOf(() => parseSsh(['=/key'], place))).toMatchObject({ code: 'option-value' });
});

test.each([
  [{ NPM_TOKEN: 'abc' }, 'name'],
  [{ db_password: 'abc' }, 'name'],
  [{ AWS_SECRET_ACCESS_ID: 'abc' }, 'name'],
  [{ SENTRY_KEY: 'abc' }, 'name'],
  [{ APIKEY: 'abc' }, 'name'],
  [{ GOOGLE_CREDENTIALS: 'abc' }, 'name'],
  [{ PIP_INDEX_URL: 'https://me:hunter2@index.example/simple' }, 'value'],
])('the build argument %j is refused, with the right way', (args, why) => {
  const [[name, value] = ['', '']] = Object.entries(args);
  const refused = { code: 'option-secret', option: '--build-arg', name, why };
  expect(problemOf(() => choicesOfFlags({ buildArg: [`${name}=${value}`] }))).toEqual(refused);
  expect(problemOf(() => choicesOfConfig({ 'build-arg': { [name]: value } }))).toEqual(refused);
});

test.each([
  { MONKEY: 'x' },
  { KEYBOARD: 'x' },
  { VERSION: '1' },
  { INDEX: 'https://index.example/simple' },
  { HTTPS_PROXY: 'http://me:hunter2@proxy.example' },
])('the build argument %j is taken', (args) => {
  expect(choicesOfConfig({ 'build-arg': args }).buildArgs).toEqual(args);
});

test('paths of the configuration start from the root of the project', () => {
  const config = { 'build-secret': ['id=netrc,src=conf/netrc'], ssh: ['k=keys/k'], 'ca-bundle': 'ca.pem' };
  expect(choicesOfConfig(config, '/srv/blog')).toEqual({
    buildSecrets: [{ id: 'netrc', file: '/srv/blog/conf/netrc' }],
    ssh: ['k=/srv/blog/keys/k'],
    caBundle: '/srv/blog/ca.pem',
  });
});
