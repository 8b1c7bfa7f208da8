import { expect, test } from 'vitest';
import { verbs } from '../../src/commands/catalogue.ts';
import { optionsOfBuild, refuseOptionsOfBuild } from '../../src/commands/options-of-build.ts';

const flagsOf = (verb: string) =>
  (verbs.find(({ name }) => name === verb)?.options ?? []).map(({ flags }) => flags.split(' ')[0]);

test('they are what build takes, but for what push means too', () => {
  const besides = ['--database', '--ca-bundle', '--summary-file', '--json', '--dry-run', '--verbose'];
  expect(optionsOfBuild).toEqual(flagsOf('build').filter((flag) => !besides.includes(flag ?? '')));
  expect(flagsOf('push')).toEqual(expect.arrayContaining([...optionsOfBuild]));
});

test.each([
  [{ process: ['worker=x'] }, ['--process']],
  [{ release: ['./seed'], migrate: false }, ['--release', '--no-migrate']],
  [{ migrate: true }, ['--migrate']],
  [{ cache: false, upgrade: true }, ['--upgrade', '--no-cache']],
  [{ withoutAptPackage: ['ffmpeg'] }, ['--without-apt-package']],
])('%j are told beside --image', (options, given) => {
  const said = expect.objectContaining({
    problem: { code: 'option-beside-image', reference: 'blog:1', options: given },
  });
  expect(() => refuseOptionsOfBuild(options, 'blog:1')).toThrow(said);
});

test('what the parser fills in by itself is not given', () => {
  expect(() => refuseOptionsOfBuild({ cache: true, yes: true, database: 'postgres' }, 'blog:1')).not.toThrow();
});
