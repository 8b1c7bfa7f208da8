import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appFrom, remotesIn } from '../../../src/platforms/heroku/own-app.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const remote = (name: string, url: string) => `[remote "${name}"]\n\turl = ${url}\n\tfetch = +refs/heads/*\n`;

test('HEROKU_APP names the app before the remotes of git do', () => {
  const root = temporaryFolder('heroku-remotes');
  expect(appFrom({ root, env: {} })).toBeUndefined();
  mkdirSync(join(root, '.git'));
  const config = remote('origin', 'git@github.com:team/blog.git') + remote('heroku', 'https://git.heroku.com/blog.git');
  writeFileSync(join(root, '.git', 'config'), config);
  expect(appFrom({ root, env: {} })).toMatchObject({ app: 'blog' });
  expect(appFrom({ root, env: { HEROKU_APP: 'shop' } })).toEqual({ app: 'shop', origin: 'HEROKU_APP' });
  writeFileSync(join(root, '.git', 'config'), config + remote('staging', 'https://git.heroku.com/blog-staging.git'));
  expect(appFrom({ root, env: {} })).toBeUndefined();
  expect(appFrom({ root: undefined, env: {} })).toBeUndefined();
});

test.each([
  ['https://git.heroku.com/blog.git', ['blog']],
  ['https://heroku:token@git.heroku.com/blog.git', ['blog']],
  ['git@heroku.com:blog.git', ['blog']],
  ['https://git.heroku.com.evil.example/blog.git', []],
  ['https://github.com/heroku/blog.git', []],
])('%s', (url, apps) => {
  expect(remotesIn(remote('x', url))).toEqual(apps);
});
