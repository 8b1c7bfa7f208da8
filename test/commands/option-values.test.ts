import { expect, test } from 'vitest';
import {
  databaseOf,
  debianPackages,
  formatOf,
  imageOf,
  moduleOf,
  osArchOf,
  overlayLinesOf,
  pairs,
} from '../../src/commands/option-values.ts';
import { problemOf } from '../support/problem-of.ts';

test('pairs keep what stands after the first =, and a bare name takes its value from the environment', () => {
  expect(pairs('--env', ['A=b=c', 'EMPTY=', 'HOME_TOWN'], { HOME_TOWN: 'Delft' })).toEqual({
    A: 'b=c',
    EMPTY: '',
    HOME_TOWN: 'Delft',
  });
  expect(() => pairs('--env', ['NOT_SET'], {})).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ wanted: expect.stringContaining('is set here') }) }),
  );
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

test('a format is one of two', () => {
  expect([formatOf('oci'), formatOf('docker'), formatOf(undefined)]).toEqual(['oci', 'docker', undefined]);
  expect(problemOf(() => formatOf('dokcer'))).toMatchObject({ option: '--format', nearest: 'docker' });
});

test('settings are a module, whatever its letters, and a file of them suggests one', () => {
  expect(['a.b_1', 'größe.settings', 'my-site.settings', undefined].map((each) => moduleOf('settings', each))).toEqual([
    'a.b_1',
    'größe.settings',
    'my-site.settings',
    undefined,
  ]);
  for (const name of ['a b', 'a;b', '.a', 'a.', '-a', '$(id)', '']) {
    expect(() => moduleOf('--settings', name)).toThrow('option-value');
  }
  expect(() => moduleOf('--settings', 'a/b.py')).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ nearest: 'a.b' }) }),
  );
});

test('an image has a name that engines take', () => {
  const digest = `python@sha256:${'a'.repeat(64)}`;
  const names = ['python:3.13-slim', 'localhost:5000/a/b__c:x', digest, 'a--b.c/d_e', '3f2a9c10d4be', '[::1]:5000/a'];
  expect(names.map((name) => imageOf('--base-image', name))).toEqual(names);
  for (const name of ['', 'A', 'a b', 'a\nRUN id', 'a:', 'a:b c', 'a//b', 'a@sha256:1', '-a', 'a:-x']) {
    expect(() => imageOf('--base-image', name)).toThrow('option-value');
  }
});
