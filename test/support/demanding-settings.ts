import { write } from '../layout/project.ts';
import { temporaryFolder } from './temporary-folder.ts';

const files: Readonly<Record<string, string>> = {
  'requirements.txt': `Django==5.2.19
django-environ==0.12.0
environs==14.3.0
python-decouple==3.8
pydantic-settings==2.11.0
`,
  'backend/manage.py': `import os, sys
from config.helpers import need

if __name__ == '__main__':
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.local')
    need('MANAGED_BY')
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
`,
  'backend/config/__init__.py': '',
  'backend/config/helpers.py': `import os
from django.core.exceptions import ImproperlyConfigured


def need(name, default=None):
    try:
        return os.environ[name]
    except KeyError:
        if default is not None:
            return default
        raise ImproperlyConfigured(f'{name} is to be set')
`,
  'backend/config/settings/__init__.py': '',
  'backend/config/settings/base.py': `import os
import sys
from pathlib import Path

import environ
from decouple import Csv, config
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.helpers import need

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env(DEBUG=(bool, False), PAGE_SIZE=(int, 20))
env.read_env(BASE_DIR / '.env')
DEBUG = env('DEBUG')
PAGE_SIZE = env('PAGE_SIZE')
SECRET_KEY = env('SECRET_KEY')
WORKERS = env.int('WORKERS')
ALLOWED_HOSTS = env.list('ALLOWED_HOSTS', default=['*'])
DATABASES = {'default': env.db()}
CACHES = {'default': env.cache()}
TOKENS = config('TOKENS', cast=Csv())
LIMIT = config('LIMIT', default=3, cast=int)
PORT = int(os.environ.get('UPSTREAM_PORT'))
PEERS = os.getenv('PEERS').split(',')
NAME = 'site-' + os.environ.get('SITE_SUFFIX')
KEY_FILE = os.environ.get('KEY_FILE')
if not KEY_FILE:
    raise RuntimeError('nothing to sign with')
MAIL_USER = need('MAIL_USER')
MAIL_FROM = need('MAIL_FROM', 'nobody@example.com')
try:
    RELEASE = os.environ['RELEASE']
except KeyError:
    RELEASE = 'unknown'
if DEBUG or 'test' in sys.argv:
    TOOLBAR_KEY = os.environ['TOOLBAR_KEY']
for each in ('S3_BUCKET', 'S3_REGION'):
    if each not in os.environ:
        sys.exit('storage is not configured')


class Payment(BaseSettings):
    model_config = SettingsConfigDict(env_prefix='PAYMENT_')
    account: str
    currency: str = 'EUR'


PAYMENT = Payment()
INSTALLED_APPS = ['django.contrib.staticfiles']
MIDDLEWARE = []
ROOT_URLCONF = 'config.urls'
STATIC_URL = '/static/'
USE_TZ = True
`,
  'backend/config/settings/local.py': `import os
from .base import *
LOCAL_TOKEN = os.environ['LOCAL_TOKEN']
`,
  'backend/config/settings/production.py': `from environs import env as secrets
from .base import *
with secrets.prefixed('LIVE_'):
    API_TOKEN = secrets.str('API_TOKEN')
    API_LIMIT = secrets.int('API_LIMIT', 5)
if not DEBUG:
    CSRF_ORIGIN = secrets('CSRF_ORIGIN')
`,
  'backend/config/urls.py': 'urlpatterns = []\n',
  'backend/config/wsgi.py': `import os
from django.core.wsgi import get_wsgi_application
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.production')
GREETING = os.environ['GREETING']
application = get_wsgi_application()
`,
};

/** What stands in them, by reading as a person would. */
export const demanded: readonly string[] = [
  'CACHE_URL',
  'CSRF_ORIGIN',
  'DATABASE_URL',
  'GREETING',
  'KEY_FILE',
  'LIVE_API_TOKEN',
  'MAIL_USER',
  'MANAGED_BY',
  'PAYMENT_ACCOUNT',
  'PEERS',
  'S3_BUCKET',
  'S3_REGION',
  'SECRET_KEY',
  'SITE_SUFFIX',
  'TOKENS',
  'UPSTREAM_PORT',
  'WORKERS',
];

/** A project whose settings demand many variables, by every way that people ask for one. */
export function demandingSettings(): string {
  return write(temporaryFolder('demanding'), files);
}
