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

test('one that wsgi.py names is told about, and that it holds no settings', () => {
  const told = (init: string) => {
    const files = { 'a/settings/__init__.py': init, 'a/settings/production.py': body };
    const wsgi = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "a.settings")';
    const project = code({ 'a/__init__.py': '', 'a/wsgi.py': wsgi, ...files });
    return findProductionSettings(project, named('a.settings.production'), undefined).problems;
  };
  const other = { module: 'a.settings', where: 'a/wsgi.py:1' };
  expect(told('# all of them\n')).toMatchObject([{ others: [{ ...other, lacks: 'settings' }] }]);
  expect(told('from .production import *\n')).toMatchObject([{ others: [other] }]);
  expect(JSON.stringify(told('from .production import *\n'))).not.toContain('lacks');
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
