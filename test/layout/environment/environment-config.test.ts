import { expect, test } from 'vitest';
import { environment, found, names } from './demanded.ts';

const head = `import os
from env_config import Environment, values
from env_config.decorators import classproperty
`;
const settings = `${head}
class Common(Environment):
  SECRET_KEY = values.StringValue()
  HOSTS = values.ListValue(default=[])
  SHOP = values.StringValue(env_name="SHOP_NAME")
  FIXED = values.StringValue(env_name=None)
  DATABASES = values.DatabaseURLValue()
  CACHES = values.CacheURLValue()
  lower = values.StringValue()
class Local(Common):
  ONLY_HERE = values.StringValue()
class Hosted(Common, use_environ=True):
  SHOP = "garden"
  MAIL = values.StringValue()
class Production(Hosted, use_environ=True):
  pass
class Review(Hosted, use_environ=True):
  IN_REVIEW = values.StringValue()
`;

test('the class for production is the one that the environment names; its values are demanded, those of its bases too', () => {
  expect(names(settings)).toBe('CACHE_URL DATABASE_URL DJANGO_SETTINGS_ENVIRONMENT MAIL SECRET_KEY');
});

test('each with the place of its value; the variable that names the class with the first of them', () => {
  expect(environment(settings)).toContainEqual({
    value: 'DJANGO_SETTINGS_ENVIRONMENT',
    origin: { file: 'site/settings.py', line: 5 },
    why: 'class Common',
  });
  expect(environment(settings)).toContainEqual({
    value: 'SECRET_KEY',
    origin: { file: 'site/settings.py', line: 6 },
    why: 'SECRET_KEY = values.StringValue',
  });
});

test('a class that the code itself names is taken, whatever its case', () => {
  const chosen = `import os\nos.environ["DJANGO_SETTINGS_ENVIRONMENT"] = "REVIEW"\n${settings}`;
  expect(names(chosen)).toBe('CACHE_URL DATABASE_URL IN_REVIEW MAIL SECRET_KEY');
});

test('computed settings and the hook after them ask too; what is not taken asks nothing', () => {
  const text = `${head}
class Live(Environment, use_environ=True):
  NAME = values.StringValue(default="")
  @classproperty
  def DATABASES(cls):
    return {"default": {"PASSWORD": os.environ["DB_PASSWORD"], "NAME": cls.NAME.upper()}}
  @classproperty
  def helper(cls):
    return os.environ["NEVER"]
  def METHOD(self):
    return os.environ["NEVER"]
  @classmethod
  def post_setup(cls):
    os.environ["AFTER"]
class Local(Live):
  @classproperty
  def OTHER(cls):
    return os.environ["NEVER"]
`;
  expect(names(text)).toBe('AFTER DB_PASSWORD DJANGO_SETTINGS_ENVIRONMENT');
});

test('a class that reads a file instead, or none for production, leaves open what is demanded', () => {
  const byFile = `${head}class Production(Environment):\n  A = values.StringValue()\n`;
  expect(names(byFile)).toBe('DJANGO_SETTINGS_ENVIRONMENT');
  expect([...found(byFile).understood]).toEqual([]);
  const unnamed = byFile.replace('Production(Environment)', 'Garden(Environment, use_environ=True)');
  expect(names(unnamed)).toBe('DJANGO_SETTINGS_ENVIRONMENT');
  expect([...found(unnamed).understood]).toEqual([]);
  expect([...found(settings).understood]).toEqual(['env_config']);
});

test('a class of that name that is not the library’s demands nothing', () => {
  const own = 'class Environment: ...\nclass Production(Environment):\n  A = values.StringValue()\n';
  expect(names(own)).toBe('');
});
