import { expect, test } from 'vitest';
import { findProductionSettings } from '../../src/layout/production-settings.ts';
import { code } from './project.ts';
import { problemOf } from '../support/problem-of.ts';

const named = (value: string) => ({ value, origin: { file: 'manage.py', line: 9 } });
const body = 'from .base import *\nDEBUG = False';

test('an empty package is no settings: its modules are asked for', () => {
  const project = code({ 'a/settings/__init__.py': '', 'a/settings/one.py': body, 'a/settings/two.py': body });
  expect(problemOf(() => findProductionSettings(project, named('a.settings'), undefined))).toMatchObject({
    code: 'settings-several',
    candidates: ['a.settings.one', 'a.settings.two'],
  });
});

test.each(['settings.py.example', 'settings.example.py', 'settings_sample.py', 'settings.py.dist'])(
  'of settings that are git-ignored, %s is what to copy',
  (example) => {
    const project = code({ 'a/conf/__init__.py': '', 'a/conf/base.py': body, [`a/conf/${example}`]: body });
    expect(problemOf(() => findProductionSettings(project, named('a.conf.settings'), undefined))).toMatchObject({
      code: 'settings-file-missing',
      example: `a/conf/${example}`,
      candidates: expect.arrayContaining(['a.conf.base']),
    });
  },
);
