/** Parts of which the shapes of settings are made. */
const head = `from pathlib import Path
BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = 'django-insecure-of-the-project'
DEBUG = True
ALLOWED_HOSTS = []
`;

export const rest = `
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'django.contrib.staticfiles']
MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']
ROOT_URLCONF = 'site_.urls'
WSGI_APPLICATION = 'site_.wsgi.application'
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': BASE_DIR / 'db.sqlite3'}}
STATIC_URL = 'static/'
`;

export const branch = `
BRANCH = 'debug' if DEBUG else 'live'
if DEBUG:
    INSTALLED_APPS += ['debug_toolbar_that_is_not_installed']
`;

export const settings = head + rest;
/** The same, a folder further down. */
export const deeper = settings.replace('.parent.parent', '.parent.parent.parent');

export const setdefault = (module: string): string => `import os
os.environ.setdefault('DJANGO_SETTINGS_MODULE', '${module}')`;
export const manage = (start: string, from = 'django.core.management'): string => `${start}
import sys
if __name__ == '__main__':
    from ${from} import execute_from_command_line
    execute_from_command_line(sys.argv)
`;
export const server = (kind: 'wsgi' | 'asgi', start: string, from = `django.core.${kind}`): string => `${start}
from ${from} import get_${kind}_application
application = get_${kind}_application()
`;

/** manage.py, wsgi.py and asgi.py that choose the settings in the same way. */
export function entries(start: string, from?: string): Readonly<Record<string, string>> {
  return {
    'manage.py': manage(start, from && `${from}.management`),
    'site_/wsgi.py': server('wsgi', start, from && `${from}.wsgi`),
    'site_/asgi.py': server('asgi', start, from && `${from}.asgi`),
  };
}

/** Files of every shape. `told` is what its page, and a command of manage.py, say about the settings. */
export const plain: Readonly<Record<string, string>> = {
  ...entries(setdefault('site_.settings')),
  'site_/__init__.py': '',
  'site_/settings.py': settings,
  'site_/urls.py': `from django.http import JsonResponse
from django.urls import path
from told import told
urlpatterns = [path('', lambda request: JsonResponse(told()))]
`,
  'told.py': `from django.conf import settings
def told():
    return {
        'debug': settings.DEBUG,
        'host': 'shape.example' in settings.ALLOWED_HOSTS,
        'first': settings.MIDDLEWARE[0],
        'key': settings.SECRET_KEY,
        'database': str(settings.DATABASES['default']['NAME']),
        'more': getattr(settings, 'BRANCH', None),
    }
`,
};
