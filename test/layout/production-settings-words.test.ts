import { expect, test } from 'vitest';
import { findProductionSettings } from '../../src/layout/production-settings.ts';
import { code } from './project.ts';

const body = 'INSTALLED_APPS = []\n';
const at = (file: string) => ({ file, line: 1 });

test.each([
  ['dev/.env', 'dev/.env names a.settings, this a.production'],
  ['web/manage.py', 'manage.py names a.settings, this a.production'],
  ['live/.env', 'live/.env names a.settings, in another branch a.production'],
])('settings named by %s are said to be named there', (file, why) => {
  const branches = [{ fact: 'settingsModule', value: 'a.production', origin: at('live/.env'), why: '' }];
  const project = code({ 'a/settings.py': body, 'a/production.py': body });
  const named = { value: 'a.settings', origin: at(file) };
  expect(findProductionSettings(project, named, undefined, branches).settings.why).toBe(why);
});
