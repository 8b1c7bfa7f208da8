import { expect, test } from 'vitest';
import { findSettingsModule } from '../../src/layout/settings-module.ts';
import { problemOf } from '../support/problem-of.ts';
import { code } from './project.ts';

const settings = 'INSTALLED_APPS = []';
const silent = { 'manage.py': 'import django', 'a/settings/base.py': settings, 'a/settings/dev.py': settings };

test('where nothing names settings, the only module for production of the package is meant', () => {
  const project = code({ ...silent, 'a/settings/prod.py': 'from .base import *' });
  expect(findSettingsModule(project, 'manage.py').settings).toEqual({
    value: 'a.settings.prod',
    origin: { file: 'a/settings/prod.py' },
    why: 'nothing names settings; of those beside each other, the only ones for production',
  });
});

test.each([
  ['two for production', { 'a/settings/prod.py': settings, 'a/settings/production.py': settings }],
  ['settings of another package beside them', { 'a/settings/prod.py': settings, 'b/settings.py': settings }],
  ['none for production', {}],
])('with %s it is asked', (_, more) => {
  expect(problemOf(() => findSettingsModule(code({ ...silent, ...more }), 'manage.py')).code).toBe('settings-unknown');
});
