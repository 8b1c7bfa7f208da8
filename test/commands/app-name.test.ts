import { beforeEach, afterEach, expect, test, vi } from 'vitest';
import { agreeOnName, appName, type Asking } from '../../src/commands/app-name.ts';
import { rememberApp } from '../../src/state-folder/remembered-apps.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = { platform: { name: 'local' }, env: {}, root: '/home/me/blog', slug: 'blog' };
const config = { file: 'simple-deploy.toml', values: { app: 'configured' } };
const { signal } = new AbortController();

beforeEach(() => {
  vi.stubEnv('XDG_STATE_HOME', temporaryFolder('state'));
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test('the flag wins over the configuration, that over what was remembered, that over the name of the folder', () => {
  expect(appName(undefined, undefined, place)).toEqual({ app: 'blog', appNamed: false, origin: 'name of the folder' });
  rememberApp(place.root, 'local', 'remembered');
  expect(appName(undefined, undefined, place)).toMatchObject({ app: 'remembered', appNamed: true });
  expect(appName(undefined, undefined, { ...place, platform: { name: 'other' } })).toMatchObject({ app: 'blog' });
  const own = { name: 'other', appFrom: () => ({ app: 'own', origin: 'its file' }) };
  expect(appName(undefined, undefined, { ...place, platform: own })).toEqual({
    app: 'own',
    appNamed: true,
    origin: 'its file',
  });
  expect(appName(undefined, config, { ...place, platform: own })).toMatchObject({ app: 'configured' });
  expect(appName(undefined, config, place)).toMatchObject({ app: 'configured', origin: 'simple-deploy.toml' });
  expect(appName('typed', config, place)).toEqual({ app: 'typed', appNamed: true, origin: '--app' });
});

const derived = { app: 'blog', appNamed: false, origin: 'name of the folder' };

/** Somebody who answers; `asked` holds the questions. */
function person(canAsk: boolean, platform: Asking['platform']) {
  const asked: string[] = [];
  const ask = (question: string, { suggestion = '' }: { readonly suggestion?: string }): Promise<string> => {
    asked.push(`${question} [${suggestion}]`);
    return Promise.resolve('my-blog');
  };
  return { asked, asking: { platform, terminal: { canAsk, ask }, signal } };
}

test('a name that others see is asked for, with the derived one as suggestion', async () => {
  const { asked, asking } = person(true, { name: 'fly', appIsPublic: true });
  expect(await agreeOnName(derived, asking)).toEqual({ app: 'my-blog', appNamed: true, origin: 'your answer' });
  expect(asked).toEqual(['Name of the app on fly [blog]']);
});

test('without a terminal its absence is an error that names the flag', async () => {
  const { asking } = person(false, { name: 'fly', appIsPublic: true });
  await expect(agreeOnName(derived, asking)).rejects.toMatchObject({
    problem: { code: 'option-missing', option: '--app', example: '--app blog' },
  });
});

test.each([
  ['the platform is this machine', derived, { name: 'local' }],
  ['a name was given', { ...derived, app: 'typed', appNamed: true }, { name: 'fly', appIsPublic: true }],
])('nothing is asked when %s', async (_when, found, platform) => {
  const { asked, asking } = person(true, platform);
  expect(await agreeOnName(found, asking)).toBe(found);
  expect(asked).toEqual([]);
});
