import { expect, test } from 'vitest';
import { names } from './demanded.ts';

test.each([
  ['env = environ.Env()\nenv("A"); env("B", default=None); env("C", str, ""); env.str("D", "x")', 'A'],
  ['env = environ.Env(DEBUG=(bool, False), A=str)\nenv("DEBUG"); env("A")', 'A'],
  ['env = environ.Env(**{"DEBUG": (bool, False)})\nenv("DEBUG"); env("A")', 'A'],
  ['env = environ.Env(**unknown())\nenv("A")', ''],
  ['env = environ.Env()\nenv.int("A"); env.bool("B", default=False); env.list("C"); env.json("D", default={})', 'A C'],
  [
    'env = environ.Env()\nenv.db(); env.cache(); env.email_url(); env.search_url("S"); env.db_url("D", "x")',
    'CACHE_URL DATABASE_URL EMAIL_URL S',
  ],
  ['env = environ.Env()\nenv.prefix = "MY_"\nenv("A")', 'MY_A'],
  ['env = environ.Env(MY_A=(str, ""), B=(str, ""))\nenv.prefix = "MY_"\nenv("A"); env.list("B")', 'MY_B'],
  [
    'env = environ.Env(MY_DEBUG=(bool, False))\nenv.prefix = "MY_"\nif env("DEBUG"):\n  env("A")\nelse:\n  env("B")',
    'MY_B',
  ],
  [
    'env = environ.Env()\nfrom dbt_copilot_python.utility import is_copilot\nif is_copilot():\n  env("A")\nelse:\n  env("B")',
    'B',
  ],
  ['env = environ.Env()\nif not env.bool("DEBUG", False):\n  env("A")', 'A'],
  ['env = environ.Env()\nDEBUG = env.bool("DEBUG")\nif DEBUG:\n  env("A")', 'DEBUG'],
  ['class Mine(environ.Env):\n  pass\nMine()("A")', 'A'],
  ['env = environ.Env()\nenv.read_env(".env")\nenv.ENVIRON["A"]', 'A'],
  ['env = environ.Env()\nenv("A", default=environ.Env.NOTSET)', 'A'],
  ['import io\nenv = environ.Env()\nenv("A")\nenv.read_env(io.StringIO(secrets()))\nenv("B")', 'A'],
  [
    'import io\nenv = environ.Env()\ntry:\n  env.read_env(io.StringIO(secrets()))\nexcept Denied:\n  pass\nenv("B")',
    'B',
  ],
  ['import io\nenv = environ.Env()\ntry:\n  env.read_env(io.StringIO(secrets()))\nfinally:\n  log()\nenv("B")', ''],
])('django-environ: %j', (text, expected) => {
  expect(names(`import environ\n${text}`)).toBe(expected);
});

test.each([
  ['from decouple import config\nconfig("A"); config("B", default=1); config("C", ""); config("D", cast=int)', 'A D'],
  ['from decouple import config as env, undefined\nenv("A", default=undefined)', 'A'],
  ['import decouple\ndecouple.config("A")', 'A'],
  ['from decouple import AutoConfig\nconfig = AutoConfig(search_path="x")\nconfig("A")', 'A'],
  ['from decouple import config\nif config("DEBUG", default="False", cast=bool):\n  config("A")', ''],
  [
    'from environs import Env\nenv = Env()\nenv("A"); env.str("B", "x"); env.dj_db_url("C"); env.int("D", default=1)',
    'A C',
  ],
  ['from environs import env\nwith env.prefixed("MY_"):\n  env("A")\nenv("B")', 'B MY_A'],
  ['from prettyconf import config\nconfig("A"); config("B", default=1)', 'A'],
  ['from envparse import env\nenv("A"); env.int("B", default=1)', 'A'],
])('decouple, environs and others: %j', (text, expected) => {
  expect(names(text)).toBe(expected);
});

const configured = `from configurations import Configuration, values
class Base(Configuration):
  SECRET_KEY = values.SecretValue()
  A = values.Value()
  B = values.IntegerValue(environ_required=True)
  C = values.Value(environ_required=True, environ_name="SEA", environ_prefix=None, late_binding=True)
class Live(Base):
  B = 3
  D = values.URLValue(environ_required=True, environ_prefix="MY")
class Other(Base):
  E = values.SecretValue()
`;

test('django-configurations: the values of the class that is taken, and of its bases', () => {
  expect(names(configured, { configuration: 'Live' })).toBe('DJANGO_SECRET_KEY MY_D SEA');
  expect(names(configured, { configuration: 'Other' })).toBe('DJANGO_B DJANGO_E DJANGO_SECRET_KEY SEA');
  expect(names(configured)).toBe('');
});

const computed = `import os
from configurations import Configuration, values
class Base(Configuration):
  REGION = values.Value("eu")
  KEY = values.SecretValue()
  @property
  def DATABASES(self):
    return {"default": {"NAME": os.environ["DB_" + self.SUFFIX]}}
  def CACHES(self):
    return {"LOCATION": self.asked("CACHE_HOST")}
  def asked(self, name):
    return os.environ[name]
  @staticmethod
  def MAIL():
    return os.environ["MAIL_HOST"]
  @property
  def quiet(self):
    return os.environ["NEVER"]
class Live(Base):
  SUFFIX = "NAME"
  @classmethod
  def post_setup(cls):
    super().post_setup()
    if not os.environ.get("SENTRY_DSN"):
      raise ValueError("SENTRY_DSN")
class Other(Base):
  @property
  def DATABASES(self):
    return {}
  def CACHES(self):
    if self.REGION == "us":
      os.environ["NEVER"]
    return self.settled
  @property
  def settled(self):
    return os.environ["SETTLED"]
`;

test('django-configurations: settings that methods and properties compute, and what runs after them', () => {
  expect(names(computed, { configuration: 'Live' })).toBe('CACHE_HOST DB_NAME DJANGO_KEY MAIL_HOST SENTRY_DSN');
  expect(names(computed, { configuration: 'Other' })).toBe('DJANGO_KEY MAIL_HOST SETTLED');
});

test('django-configurations: a value that is told its name reads it at once, whichever class is taken', () => {
  const text = 'from configurations import values\nclass A:\n  X = values.SecretValue(environ_name="X")';
  expect(names(text, { configuration: 'B' })).toBe('DJANGO_X');
});

test.each([
  [
    'class S(BaseSettings):\n  a: str\n  b: int = 3\n  c: str | None = None\n  d: str = Field(...)\n  e: str = Field(default="")',
    'A D',
  ],
  [
    'class S(BaseSettings):\n  model_config = SettingsConfigDict(env_prefix="MY_")\n  a: str\n  b: str = Field(alias="Bee")',
    'BEE MY_A',
  ],
  ['class S(BaseSettings):\n  a: str\n  class Config:\n    env_prefix = "my_"', 'MY_A'],
  ['class P(BaseSettings):\n  a: str\nclass S(P):\n  b: str', 'A B'],
  ['class S(BaseSettings):\n  a: Optional[str]\n  def b(self): ...\n  C: ClassVar[str]', ''],
])('pydantic-settings: %j', (text, expected) => {
  const head = 'from pydantic_settings import BaseSettings, SettingsConfigDict\nfrom pydantic import Field\n';
  expect(names(`${head}${text}\nsettings = S()`)).toBe(expected);
  expect(names(`${head}${text}`)).toBe('');
});

test.each([
  ['class S(BaseSettings):\n  a: str | None = None\nif not S().a:\n  raise ValueError()', 'A'],
  [
    'class S(BaseSettings):\n  a: str = Field("")\n  b: str = Field(default="x")\ns = S()\nif not s.a or not s.b:\n  raise E()',
    'A',
  ],
  ['class S(BaseSettings):\n  a: str = ""\nA = [h for h in S().a.split(",") if h]\nif not A:\n  raise E()', 'A'],
  [
    'class S(BaseSettings):\n  a: str = "redis://localhost"\nif S().a.startswith("redis://localhost"):\n  raise E()',
    'A',
  ],
  ['class S(BaseSettings):\n  debug: bool = True\n  a: str = ""\nif not S().debug and not S().a:\n  raise E()', ''],
  [
    'class S(BaseSettings):\n  a: str = ""\n  @field_validator("a")\n  def b(cls, v): ...\nif not S().a:\n  raise E()',
    '',
  ],
  ['import os\nos.environ["A"] = "yes"\nclass S(BaseSettings):\n  a: bool = False\nif S().a:\n  os.environ["B"]', 'B'],
  ['class S(BaseSettings):\n  a: str = ""\nif not S(a="x").a:\n  raise E()', ''],
  ['class S(BaseSettings):\n  a: list = Field(default_factory=list)\nif not S().a:\n  raise E()', ''],
])('pydantic-settings: a default that the code refuses: %j', (text, expected) => {
  const head = 'from pydantic_settings import BaseSettings\nfrom pydantic import Field, field_validator\n';
  expect(names(`${head}${text}`)).toBe(expected);
});

test('a service of Cloud Foundry is never bound, so what stands in for it is demanded', () => {
  const text = `import os
import dj_database_url
from cfenv import AppEnv

url = os.getenv("DATABASE_URL")
service = AppEnv().get_service(name="db")
if service:
    url = service.credentials["uri"]
key = AppEnv().get_credential("key", os.environ["KEY"])
DATABASES = {"default": dj_database_url.parse(url)}
`;
  expect(names(text)).toBe('DATABASE_URL KEY');
});

test.each([
  ['@property\n  def d(self):\n    return os.environ["X"]', 'X'],
  ['@computed_field  # type: ignore\n  @property\n  def d(self) -> str:\n    return os.environ[self.a]', 'NAME'],
  ['@cached_property\n  def d(self):\n    if self.build:\n      return ""\n    return os.environ["X"]', 'X'],
  ['@property\n  def d(self):\n    if self.stage == "test":\n      return ""\n    return os.environ["X"]', 'STAGE X'],
  ['@property\n  def d(self):\n    if self.stage == "shop":\n      return ""\n    return os.environ["X"]', 'STAGE'],
  ['@other\n  def d(self):\n    return os.environ["X"]', ''],
  ['def d(self):\n    return os.environ["X"]', ''],
])('pydantic-settings: what a property asks for: %j', (text, expected) => {
  const head = 'import os\nfrom functools import cached_property\nfrom pydantic import computed_field\n';
  const stage = text.includes('stage') ? '  stage: str\n' : '';
  const fields = `  a: str = "NAME"\n  build: bool = False\n${stage}`;
  const settings = `${head}from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n${fields}  ${text}\n`;
  expect(names(`${settings}A = S().d`)).toBe(expected);
  expect(names(`${settings}A = S().a`)).toBe(text.includes('stage') ? 'STAGE' : '');
});

test('the variable that dbt-copilot-python is told holds the database', () => {
  const text = 'from dbt_copilot_python.database import database_from_env, database_url_from_env\n';
  expect(names(`${text}DATABASES = database_from_env("MAIN")\ndatabase_url_from_env(environment_key="MORE")`)).toBe(
    'MAIN MORE',
  );
});
