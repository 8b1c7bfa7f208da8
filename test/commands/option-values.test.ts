import { expect, test } from 'vitest';
import { problemOf } from '../layout/project.ts';
import { databaseOf, debianPackages, osArchOf, overlayLinesOf, pairs } from '../../src/commands/option-values.ts';

test('pairs keep what stands after the first =, and a bare name takes its value from the environment', () => {
  expect(pairs('--env', ['A=b=c', 'EMPTY=', 'HOME_TOWN'], { HOME_TOWN: 'Delft' })).toEqual({
    A: 'b=c',
    EMPTY: '',
    HOME_TOWN: 'Delft',
  });
  expect(() => pairs('--env', ['NOT_SET'], {})).toThrow('option-value');
  expect(() => pairs('--env', ['2x=1'], {})).toThrow('option-value');
});

test('packages of Debian are sorted, each once, and nothing else than packages', () => {
  expect(debianPackages('--apt-package', ['libgdal-dev', 'ffmpeg', 'ffmpeg'])).toEqual(['ffmpeg', 'libgdal-dev']);
  expect(debianPackages('apt-packages', ['g++', 'gettext=0.21-12'])).toEqual(['g++', 'gettext=0.21-12']);
  for (const name of ['x; reboot', '-y', 'Foo', '$(id)', '']) {
    expect(() => debianPackages('--apt-package', [name])).toThrow('option-value');
  }
});

test('lines of the overlay are those that there are; one that is not is answered with the nearest', () => {
  expect(overlayLinesOf('--skip', ['media', 'https', 'media'])).toEqual(['https', 'media']);
  const problem = problemOf(() => overlayLinesOf('--skip', ['cach']));
  expect(problem).toMatchObject({ code: 'option-value', option: '--skip', value: 'cach', nearest: 'cache' });
});

test('a database and an os/arch are one of those that there are', () => {
  expect([databaseOf('mysql'), databaseOf(undefined)]).toEqual(['mysql', undefined]);
  expect([osArchOf('linux/arm64'), osArchOf(undefined)]).toEqual(['linux/arm64', undefined]);
  expect(() => databaseOf('oracle')).toThrow('option-value');
  expect(() => osArchOf('windows/amd64')).toThrow('option-value');
});
