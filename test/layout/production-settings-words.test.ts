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

test('a package of settings that sets nothing is no other choice', () => {
  const wsgi = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "a.settings")';
  const found = (init: string) => {
    const files = { 'a/settings/__init__.py': init, 'a/settings/production.py': body, 'a/wsgi.py': wsgi };
    const named = { value: 'a.settings.production', origin: at('manage.py') };
    return findProductionSettings(code(files), named, undefined);
  };
  expect(found('')).toMatchObject({ problems: [], considered: [{ value: 'a.settings', why: 'it sets nothing' }] });
  expect(found(body).problems).toMatchObject([{ code: 'settings-named-otherwise' }]);
});
