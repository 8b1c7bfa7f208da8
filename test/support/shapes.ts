import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './temporary-folder.ts';

/** Locked by uv for a fixture: the packages of Django in it serve here too. */
const lock = fileURLToPath(new URL('../../fixtures/uv-nested/uv.lock', import.meta.url));

function project(purpose: string, files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder(purpose);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const manage = (settings: string, more = '', from = 'django.core.management'): string => `import os, sys
os.environ.setdefault('DJANGO_SETTINGS_MODULE', '${settings}')
${more}
from ${from} import execute_from_command_line
execute_from_command_line(sys.argv)
`;

/**
 * A workspace of uv: the site in one member, a package that it imports in another, in a src folder. No wsgi.py. Its
 * settings demand variables, and branch on DEBUG to a package that is not installed.
 */
export function uvWorkspace(): string {
  const packages = readFileSync(lock, 'utf8').split('[[package]]\nname = "website"')[0];
  return project('workspace', {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["apps/*", "libs/*"]\n',
    'uv.lock': `${packages?.replace(/(requires-python = .*\n)/, '$1\n[manifest]\nmembers = ["greeting", "web", "worker"]\n')}
[[package]]
name = "greeting"
version = "0.1.0"
source = { editable = "libs/greeting" }

[[package]]
name = "web"
version = "0.1.0"
source = { virtual = "apps/web" }
dependencies = [{ name = "django" }, { name = "greeting" }]

[package.metadata]
requires-dist = [{ name = "django" }, { name = "greeting", editable = "libs/greeting" }]

[[package]]
name = "worker"
version = "0.1.0"
source = { virtual = "apps/worker" }
dependencies = [{ name = "django-debug-toolbar" }]

[package.metadata]
requires-dist = [{ name = "django-debug-toolbar" }]
`,
    'libs/greeting/pyproject.toml': `[project]\nname = "greeting"\nversion = "0.1.0"\nrequires-python = ">=3.11"
[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n`,
    'libs/greeting/src/greeting/__init__.py': "WORDS = 'greetings from the workspace'\n",
    'apps/worker/pyproject.toml': `[project]\nname = "worker"\nversion = "0.1.0"\nrequires-python = ">=3.11"
dependencies = ["django-debug-toolbar"]\n`,
    'apps/web/pyproject.toml': `[project]\nname = "web"\nversion = "0.1.0"\nrequires-python = ">=3.11"
dependencies = ["django", "greeting"]
[tool.uv.sources]\ngreeting = { workspace = true }\n`,
    'apps/web/manage.py': manage('web.settings'),
    'apps/web/web/__init__.py': '',
    'apps/web/web/settings.py': `import os
SECRET_KEY = os.environ['SECRET_KEY']
API_PORT = int(os.environ['API_PORT'])
DEBUG = True
INSTALLED_APPS = ['django.contrib.staticfiles']
MIDDLEWARE = []
ROOT_URLCONF = 'web.urls'
if DEBUG:
    INSTALLED_APPS += ['debug_toolbar']
`,
    'apps/web/web/urls.py': `from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from greeting import WORDS
urlpatterns = [path('', lambda request: HttpResponse(f'{WORDS} {settings.API_PORT} {settings.INSTALLED_APPS}'))]
`,
  });
}

/**
 * A requirements.txt that installs the project itself, whose packages lie in src; settings in classes of
 * django-configurations; hashed names for static files.
 */
export function sourceFolder(): string {
  return project('source-folder', {
    'requirements.txt': '-e .\nDjango==5.2.19\ndjango-configurations==2.5.1\n',
    'pyproject.toml': `[project]\nname = "shop"\nversion = "1.0"
[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n`,
    'manage.py': manage(
      'config.settings',
      "os.environ.setdefault('DJANGO_CONFIGURATION', 'Development')",
      'configurations.management',
    ),
    'config/__init__.py': '',
    'config/settings.py': `from pathlib import Path
from configurations import Configuration, values

class Base(Configuration):
    SECRET_KEY = values.SecretValue(environ_prefix=None)
    INSTALLED_APPS = ['django.contrib.staticfiles', 'shop']
    MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']
    ROOT_URLCONF = 'shop.urls'
    WSGI_APPLICATION = 'config.wsgi.application'
    TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True}]
    STATIC_URL = '/assets/'
    STATIC_ROOT = Path(__file__).parent.parent / 'collected'
    STORAGES = {'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage'}}

class Development(Base):
    DEBUG = True
    NAME = 'development'

class Production(Base):
    DEBUG = False
    NAME = 'production'
`,
    'config/wsgi.py': `import os
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings')
os.environ.setdefault('DJANGO_CONFIGURATION', 'Development')
from configurations.wsgi import get_wsgi_application
application = get_wsgi_application()
`,
    'src/shop/__init__.py': '',
    'src/shop/urls.py': `from django.conf import settings
from django.shortcuts import render
from django.urls import path
urlpatterns = [path('', lambda request: render(request, 'shop/page.html', {'name': settings.NAME}))]
`,
    'src/shop/templates/shop/page.html': "{% load static %}<p>{{ name }}</p><link href='{% static 'shop/a.css' %}'>",
    'src/shop/static/shop/a.css': 'p { color: red }',
  });
}
