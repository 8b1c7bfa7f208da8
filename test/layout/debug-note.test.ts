import { expect, test } from 'vitest';
import { examine } from '../../src/layout/examine.ts';
import { managePy, project } from './project.ts';

const notes = (settings: string, base = '') => {
  const { facts } = examine(
    project({
      'manage.py': managePy('shop.settings'),
      'shop/__init__.py': '',
      'shop/base.py': base,
      'shop/settings.py': `import os\nimport environ\nenv = environ.Env()\nINSTALLED_APPS = ["shop"]\n${settings}`,
      'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
      'requirements.txt': 'django\n',
    }),
    {},
  );
  return facts.problems?.filter(({ code }) => code === 'debug-apps');
};

const adds = 'if DEBUG:\n    INSTALLED_APPS += ["debug_toolbar"]\n';
const app = { app: 'debug_toolbar', where: 'shop/settings.py:7' };

test.each([
  ['env.bool("DEBUG", default=True)', 'DEBUG', 'False'],
  ['os.environ.get("APP_DEBUG", "1") == "1"', 'APP_DEBUG', 'False'],
  ['os.environ.get("DEBUG_DISABLE") is None', 'DEBUG_DISABLE', 'True'],
  ['"PORT" not in os.environ', 'PORT', 'True'],
  ['os.getenv("STAGE", "dev") == "dev"', 'STAGE', 'production'],
  ['os.getenv("DJANGO_ENV", "dev") != "production"', 'DJANGO_ENV', 'production'],
])('apps that are installed as no variable turns DEBUG off: %s', (debug, variable, value) => {
  expect(notes(`DEBUG = ${debug}\n${adds}`)).toEqual([{ code: 'debug-apps', apps: [app], variable, value }]);
});

test.each([
  ['it is off by default', `DEBUG = env.bool("DEBUG", default=False)\n${adds}`],
  ['the image reads it as off', `DEBUG = True\n${adds}`],
  ['it adds no app', 'DEBUG = env.bool("DEBUG", default=True)\nif DEBUG:\n    CORS = True\n'],
  [
    'another condition adds it',
    'DEBUG = env.bool("DEBUG", default=True)\nif env.bool("X", default=True):\n    INSTALLED_APPS += ["y"]\n',
  ],
  ['nothing that is tried turns it off', `DEBUG = os.environ.get("DEBUG", "on") != "never"\n${adds}`],
  ['what it is cannot be known', `DEBUG = os.path.exists("/debug")\n${adds}`],
])('nothing is said where %s', (_, settings) => {
  expect(notes(settings)).toEqual([]);
});

test('what is handed on from another module, and what is added when debugging is asked for by more than that', () => {
  const base = 'import os\nDEBUG = os.environ.get("DEBUG", "True") == "True"\n';
  const settings = 'from .base import DEBUG\nif DEBUG and INSTALLED_APPS:\n    INSTALLED_APPS += ["silk"]\n';
  expect(notes(settings, base)).toMatchObject([{ apps: [{ app: 'silk' }], variable: 'DEBUG', value: 'False' }]);
});
