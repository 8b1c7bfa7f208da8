import { expect, test } from 'vitest';
import { refuseOptionsOfBuild } from '../../src/commands/options-of-build.ts';

test.each([
  [{ process: ['worker=x'] }, ['--process']],
  [{ release: ['./seed'], migrate: false }, ['--release', '--no-migrate']],
  [{ migrate: true }, ['--migrate']],
  [{ cache: false, upgrade: true }, ['--upgrade', '--no-cache']],
  [{ withoutAptPackage: ['ffmpeg'] }, ['--without-apt-package']],
  [{ group: ['dev'], withoutGroup: ['prod'] }, ['--group', '--without-group']],
  [
    { tag: ['a'], settings: 'a', platform: 'linux/arm64', ssh: ['default'] },
    ['--settings', '--tag', '--platform', '--ssh'],
  ],
])('%j are told beside --image', (options, given) => {
  const said = expect.objectContaining({
    problem: { code: 'option-beside-image', reference: 'blog:1', options: given },
  });
  expect(() => refuseOptionsOfBuild(options, 'blog:1')).toThrow(said);
});

test('what the parser fills in by itself is not given', () => {
  expect(() =>
    refuseOptionsOfBuild({ cache: true, yes: true, database: 'postgres', caBundle: 'a.pem' }, 'blog:1'),
  ).not.toThrow();
});
