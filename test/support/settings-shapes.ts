import { branch, deeper, entries, manage, plain, rest, server, setdefault, settings } from './settings-shape-parts.ts';

/** A shape that settings have in the wild, as a small project. */
export interface Shape {
  /** Over those that every shape has; see `plain`. */
  readonly files: Readonly<Record<string, string>>;
  /** Variables that its app is given. */
  readonly env?: Readonly<Record<string, string>>;
  /** What its page tells besides what all tell. */
  readonly more?: unknown;
}

const withBranch = { 'site_/settings.py': settings + branch };
const hard = (module: string): string => `import os\nos.environ['DJANGO_SETTINGS_MODULE'] = '${module}'`;
const byStage = `import os
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site_.settings_' + os.environ.get('STAGE', 'production'))`;

const shapes: Readonly<Record<string, Shape>> = {
  setdefault: { files: {} },
  'hard-assignment': { files: entries(hard('site_.settings')) },
  'branch-on-the-modules-name': {
    files: {
      'site_/settings.py': `${settings}\nBRANCH = 'live' if __name__ == 'site_.settings' else 'imported as ' + __name__\n`,
    },
    more: 'live',
  },
  'names-from-settings-module': {
    files: {
      'site_/settings.py': settings.replace(
        "ROOT_URLCONF = 'site_.urls'",
        "import os\nROOT_URLCONF = os.environ['DJANGO_SETTINGS_MODULE'].rpartition('.')[0] + '.urls'",
      ),
      'site_/urls.py': `${plain['site_/urls.py']}
from django.conf import settings
assert settings.SETTINGS_MODULE == 'site_.settings', settings.SETTINGS_MODULE
`,
    },
  },
  'django-configurations': {
    files: {
      ...entries(
        `${setdefault('site_.settings')}\nos.environ.setdefault('DJANGO_CONFIGURATION', 'Production')`,
        'configurations',
      ),
      'site_/settings.py': `from pathlib import Path
from configurations import Configuration, values
class Base(Configuration):
    BASE_DIR = Path(__file__).resolve().parent.parent
    SECRET_KEY = 'django-insecure-of-the-project'
    DEBUG = values.BooleanValue(True)
${rest.replaceAll(/^(?=\w)/gm, '    ')}
class Production(Base):
    BRANCH = 'live'
class Development(Base):
    BRANCH = 'debug'
`,
    },
    more: 'live',
  },
  'direct-import-of-settings': {
    files: {
      'site_/urls.py': `from site_ import settings as direct
from site_.settings import DEBUG, SECRET_KEY
assert not DEBUG and direct.SECRET_KEY == SECRET_KEY == 'key-of-the-environment', SECRET_KEY
${plain['site_/urls.py']}`,
    },
  },
  'if-debug': { files: withBranch, more: 'live' },
  'required-by-environ': {
    files: {
      'site_/settings.py': `import environ
env = environ.Env(DEBUG=(bool, True))
${settings.replace("'django-insecure-of-the-project'", "env('KEY_OF_SITE')").replace('DEBUG = True', "DEBUG = env('DEBUG')")}
BRANCH = env.int('NUMBER')
`,
    },
    env: { KEY_OF_SITE: 'key-of-the-environment', NUMBER: '4' },
    more: 4,
  },
  'required-by-decouple': {
    files: {
      'site_/settings.py': `from decouple import config
${settings.replace("'django-insecure-of-the-project'", "config('KEY_OF_SITE')")}
BRANCH = config('NUMBER', cast=int)
`,
    },
    env: { KEY_OF_SITE: 'key-of-the-environment', NUMBER: '4' },
    more: 4,
  },
  'required-by-os-environ': {
    files: {
      'site_/settings.py': `import os
${settings.replace("'django-insecure-of-the-project'", "os.environ['KEY_OF_SITE']")}
BRANCH = int(os.environ['NUMBER'])
`,
    },
    env: { KEY_OF_SITE: 'key-of-the-environment', NUMBER: '4' },
    more: 4,
  },
  'private-names': {
    files: {
      'site_/settings.py': `${settings.replace('BASE_DIR', '_here').replaceAll('BASE_DIR', '_here')}
_branch = 'debug' if DEBUG else 'live'
__all__ = ['SECRET_KEY']
def __getattr__(name):
    raise AttributeError(name)
BRANCH = _branch
`,
    },
    more: 'live',
  },
  'split-settings': {
    files: {
      'site_/settings/__init__.py': `from split_settings.tools import include, optional
include('components/base.py', 'components/last.py', optional('local.py'))
`,
      // What is included finds the `__file__` of what includes it.
      'site_/settings/components/base.py': deeper,
      'site_/settings/components/last.py': "BRANCH = 'debug' if DEBUG else 'live'\n",
    },
    more: 'live',
  },
  'local-settings': {
    files: {
      'site_/settings.py': `${settings}\ntry:\n    from .local_settings import *\nexcept ImportError:\n    pass\n${branch}`,
      'site_/local_settings.py': "DEBUG = True\nALLOWED_HOSTS = ['mine.example']\n",
    },
    more: 'live',
  },
  'chosen-by-argv': {
    files: {
      'manage.py': manage(`import os, sys
stage = 'test' if 'test' in sys.argv else 'production'
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site_.' + stage)`),
      'site_/wsgi.py': server('wsgi', setdefault('site_.production')),
      'site_/asgi.py': server('asgi', setdefault('site_.production')),
      'site_/production.py': "from .settings import *\nBRANCH = 'production'\n",
      'site_/test.py': "from .settings import *\nBRANCH = 'test'\n",
    },
    more: 'production',
  },
  'chosen-by-the-environment': {
    files: {
      ...entries(byStage),
      'site_/settings_production.py': "from .settings import *\nBRANCH = 'production'\n",
      'site_/settings_dev.py': "from .settings import *\nBRANCH = 'dev'\n",
    },
    more: 'production',
  },
  'old-abspath-roots': {
    files: {
      'site_/settings.py': settings
        .replace(
          /^from pathlib.*\nBASE_DIR = .*\n/,
          'import os\nBASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))\n',
        )
        .replace("BASE_DIR / 'db.sqlite3'", "os.path.join(BASE_DIR, 'db.sqlite3')"),
    },
  },
  'bare-module': {
    files: {
      'manage.py': manage(setdefault('settings')),
      'wsgi.py': server('wsgi', setdefault('settings')),
      'asgi.py': server('asgi', setdefault('settings')),
      'settings.py': (settings + branch)
        .replace('.parent.parent', '.parent')
        .replace("'site_.urls'", "'urls'")
        .replace("'site_.wsgi.application'", "'wsgi.application'"),
      'urls.py': plain['site_/urls.py'] ?? '',
    },
    more: 'live',
  },
  dynaconf: {
    files: {
      'site_/settings.py': `${settings}\nimport dynaconf\nsettings = dynaconf.DjangoDynaconf(__name__)\n`,
      'settings.toml': '[default]\nBRANCH = "default"\n[production]\nBRANCH = "production"\n',
    },
    env: { DJANGO_ENV: 'production' },
    more: 'production',
  },
};

/** Names that stand instead of those of `plain`. */
const instead: Readonly<Record<string, readonly string[]>> = {
  'bare-module': ['site_/wsgi.py', 'site_/asgi.py', 'site_/settings.py', 'site_/urls.py', 'site_/__init__.py'],
  'split-settings': ['site_/settings.py'],
};

/** Every shape, with all of its files. */
export const settingsShapes: readonly (readonly [name: string, shape: Shape])[] = Object.entries(shapes).map(
  ([name, shape]) => {
    const files = { ...plain, ...shape.files };
    const own = Object.entries(files).filter(([path]) => instead[name]?.includes(path) !== true || path in shape.files);
    return [name, { ...shape, files: Object.fromEntries(own) }];
  },
);
