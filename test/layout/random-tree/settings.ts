import type { Choices } from './choices.ts';
import { byChoice, join } from './paths.ts';

/** The settings of a generated project. */
export interface Settings {
  readonly files: Readonly<Record<string, string>>;
  /** What manage.py is to name. */
  readonly named: string;
  /** What an image is to use. */
  readonly used: string;
  /** Dotted package that holds wsgi.py and asgi.py, '' for the folder of manage.py. */
  readonly package: string;
  readonly problem?: string;
}

/** One of seven ways to keep settings. */
export function settingsFor(choices: Choices, projectDir: string, name: string): Settings {
  const top = join(projectDir, name);
  const empty = { [join(top, '__init__.py')]: '' };
  const one = (file: string, module: string): Settings => ({
    files: { ...empty, [file]: settingsText(choices, name) },
    named: module,
    used: module,
    package: name,
  });
  const split = (named: string, used: string): Settings => ({
    files: {
      ...empty,
      [join(top, 'settings/__init__.py')]: '',
      [join(top, 'settings/base.py')]: settingsText(choices, name),
      [join(top, 'settings/local.py')]: 'from .base import *\n\nDEBUG = True\n',
      [join(top, 'settings/production.py')]: 'from .base import *\n\nDEBUG = False\n',
    },
    named: `${name}.settings.${named}`,
    used: `${name}.settings.${used}`,
    package: name,
  });
  const ways: readonly (() => Settings)[] = [
    () => one(join(top, 'settings.py'), `${name}.settings`),
    () => one(join(top, 'settings/__init__.py'), `${name}.settings`),
    () => split('local', 'production'),
    () => split('production', 'production'),
    () => ({
      files: { [join(projectDir, 'settings.py')]: settingsText(choices, '') },
      named: 'settings',
      used: 'settings',
      package: '',
    }),
    () => {
      const within = one(join(top, 'conf/settings.py'), `${name}.conf.settings`);
      return { ...within, files: { ...within.files, [join(top, 'conf/__init__.py')]: '' } };
    },
    () => ({ ...split('staging', 'staging'), problem: 'settings-file-missing' }),
  ];
  return byChoice(ways, choices.settings)();
}

function settingsText({ named, callable }: Choices, name: string): string {
  const prefix = name === '' ? '' : `${name}.`;
  const variable = byChoice(['application', 'app'], callable);
  const wsgi = `WSGI_APPLICATION = "${prefix}wsgi.${variable}"`;
  const asgi = `ASGI_APPLICATION = "${prefix}asgi.${variable}"`;
  return [
    'from pathlib import Path',
    '',
    'BASE_DIR = Path(__file__).resolve().parent.parent',
    'INSTALLED_APPS = ["django.contrib.staticfiles"]',
    `ROOT_URLCONF = "${prefix}urls"`,
    ...byChoice([[wsgi], [], [asgi], [wsgi, asgi]], named),
    'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}',
    '',
  ].join('\n');
}
