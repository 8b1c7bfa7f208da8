import { expect, test } from 'vitest';
import { found } from './demanded.ts';

const supplied = (text: string, configuration?: string) =>
  found(text, configuration === undefined ? {} : { configuration }).supplied.certain;

const database = `
import os
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ["SITE_DB"],
        "USER": os.environ["SITE_DB_USER"],
        "PASSWORD": get("SITE_DB_PASSWORD"),
        "HOST": os.environ["SITE_DB_HOST"],
        "PORT": int(os.environ["SITE_DB_PORT"]),
    },
    "archive": {"NAME": os.environ["ARCHIVE"]},
}
`;

test('variables that the address of the default database is read from, by what they hold', () => {
  const text = database.replace('get(', 'os.environ.get(').replace('DB_PASSWORD")', 'DB_PASSWORD", "")');
  expect(supplied(text)).toEqual({
    SITE_DB: 'name',
    SITE_DB_HOST: 'host',
    SITE_DB_PORT: 'port',
    SITE_DB_USER: 'user',
  });
  expect(
    supplied(text.replace('os.environ.get("SITE_DB_PASSWORD", "")', 'os.environ["SITE_DB_PASSWORD"]')),
  ).toHaveProperty('SITE_DB_PASSWORD', 'password');
});

test.each([
  ['import os\nSECRET_KEY = os.environ["APP_KEY"]', { APP_KEY: 'secret-key' }],
  ['import os\nSECRET_KEY = os.environ["APP_KEY"].strip()\nOTHER = os.environ["OTHER_KEY"]', { APP_KEY: 'secret-key' }],
  ['from decouple import config\nSECRET_KEY = config("APP_KEY")', { APP_KEY: 'secret-key' }],
  ['import environ\nenv = environ.Env()\nDATABASES = {"default": env.db("SITE_DB")}', { SITE_DB: 'url' }],
  ['import environ\nenv = environ.Env()\nDATABASES = {"default": env.db_url("A"), "b": env.db_url("B")}', { A: 'url' }],
  ['import os, dj_database_url\nDATABASES = {"default": dj_database_url.parse(os.environ["A"])}', { A: 'url' }],
  ['import os\nDATABASES = {}\nDATABASES["default"] = {"ENGINE": os.environ["E"]}', { E: 'engine' }],
  ['import os\nKEY = os.environ["KEY"]\nHOST = os.environ["DB_HOST"]', {}],
  ['import os\nSECRET_KEY = os.environ["SECRET_KEY"]', {}],
  [
    'from decouple import config\nimport dj_database_url\nDATABASES = {"default": config("A", cast=dj_database_url.parse)}',
    { A: 'url' },
  ],
  [
    'import os, dj_database_url\nDATABASES = {"default": dj_database_url.config(default=os.environ["A"])}',
    { A: 'url' },
  ],
  ['import environ\nenv = environ.Env()\nDATABASES = {"default": {**env.db("A"), "CONN_MAX_AGE": 60}}', { A: 'url' }],
  [
    'import os\nfrom urllib.parse import urlparse\nu = urlparse(os.environ["A"])\nDATABASES = {"default": {"HOST": u.hostname, "NAME": u.path}}',
    { A: 'url' },
  ],
  ['import os\nDEBUG = os.environ["APP_DEBUG"] == "True"', { APP_DEBUG: 'off' }],
  ['import os\nSECRET_KEY = "x" + os.environ["KEY"]', {}],
  ['import os\nSECRET_KEY = os.environ.get("KEY", "x")', {}],
  [
    'import os\ndef get(name):\n    try:\n        value = os.environ[name]\n        return None if value == "None" else value\n    except KeyError:\n        raise ValueError(name)\nSECRET_KEY = get("KEY")\nDATABASES = {"default": {"HOST": get("H")}}',
    { H: 'host', KEY: 'secret-key' },
  ],
])('%j', (text, expected) => {
  expect(supplied(text)).toEqual(expected);
});

test('of a class of settings', () => {
  const text = 'import os\nclass Live:\n  SECRET_KEY = os.environ["KEY"]\n';
  expect(supplied(text, 'Live')).toEqual({ KEY: 'secret-key' });
});

test('of values of django-configurations', () => {
  const text = `from configurations import Configuration, values
class Live(Configuration):
    SECRET_KEY = values.SecretValue()
    ALLOWED_HOSTS = values.ListValue(environ_required=True)
    DATABASES = {"default": {"PASSWORD": values.SecretValue(environ_name="DB_PASSWORD")}}
`;
  expect(supplied(text, 'Live')).toEqual({
    DJANGO_ALLOWED_HOSTS: 'hosts-comma',
    DJANGO_DB_PASSWORD: 'password',
    DJANGO_SECRET_KEY: 'secret-key',
  });
});
