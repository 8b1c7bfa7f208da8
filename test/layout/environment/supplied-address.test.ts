import { expect, test } from 'vitest';
import { found } from './demanded.ts';

const head = 'import os, dj_database_url\nfrom urllib.parse import quote_plus, urljoin\nE = os.environ\n';
const supplied = (text: string) => found(head + text).supplied.certain;
const names = 'U, W, H, P, N = E["U_"], E["W_"], E["H_"], E["P_"], E["N_"]\n';
const parts = { H_: 'host', N_: 'name', P_: 'port', U_: 'user', W_: 'password' };

test.each([
  'f"postgres://{U}:{W}@{H}:{P}/{N}"',
  'f"postgresql://{U}:{quote_plus(W)}@{H}:{int(P)}/{N}?sslmode=require"',
  '"postgres://%s:%s@%s:%s/%s" % (U, W, H, P, N)',
  '"postgres://%(u)s:%(w)s@%(h)s:%(p)s/%(n)s" % {"u": U, "w": W, "h": H, "p": P, "n": N}',
  '"postgres://{}:{}@{}:{}/{}".format(U, W, H, P, N)',
  '"postgres://{1}:{2}@{0}:{port}/{name}".format(H, U, W, port=P, name=N)',
  '"mysql://" + U + ":" + W + "@" + H + ":" + P + "/" + N',
  '(f"postgres://{U}:{W}@"\n  f"{H}:{P}/{N}")',
])('the parts of an address that is put together: %s', (address) => {
  expect(supplied(`${names}DATABASES = {"default": dj_database_url.parse(${address})}`)).toEqual(parts);
});

test.each([
  ['f"postgres://me:{W}@db:5432/{N}_site"', { W_: 'password' }],
  ['f"postgres://{H}"', { H_: 'host' }],
  ['f"postgres://{U}{W}@db/x"', {}],
  ['f"oracle://{U}:{W}@{H}/{N}"', {}],
  ['f"{H}/{N}"', {}],
])('and what is no part by itself: %s', (address, expected) => {
  expect(supplied(`${names}DATABASES = {"default": dj_database_url.parse(${address})}`)).toEqual(expected);
});

test.each([
  ['REDIS_URL = E["CACHE_AT"]', { CACHE_AT: 'redis-url' }],
  ['REDIS_HOST, REDIS_PORT = E["A_"], int(E["B_"])', { A_: 'redis-host', B_: 'redis-port' }],
  ['CACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": E["A_"]}}', { A_: 'redis-url' }],
  [
    'CACHES = {"default": {"BACKEND": "x.RedisCache", "LOCATION": [E["A_"], E["B_"]]}}',
    { A_: 'redis-url', B_: 'redis-url' },
  ],
  ['CACHES = {"default": {"BACKEND": "x.RedisCache", "LOCATION": f"{E[\'A_\']}/1"}}', { A_: 'redis-root' }],
  [
    'CACHES = {"default": {"BACKEND": "x.RedisCache", "LOCATION": urljoin(E["A_"], "/1")}}\nREDIS_URL = E["A_"]',
    { A_: 'redis-root' },
  ],
  ['REDIS_URL = E["A_"]\nSESSION_REDIS_URL = E["A_"] + "/1"', { A_: 'redis-root' }],
  ['CACHES = {"default": {"BACKEND": "x.PyMemcacheCache", "LOCATION": E["A_"]}}', {}],
  [
    'CACHES = {"a": {"BACKEND": "x.RedisCache", "OPTIONS": {"PASSWORD": E["A_"]}, "LOCATION": "redis://h"}}',
    { A_: 'redis-password' },
  ],
  [
    "CELERY_BROKER_URL = f\"redis://{E['H_']}:{E['P_']}/{E['D_']}\"",
    { D_: 'redis-database', H_: 'redis-host', P_: 'redis-port' },
  ],
  ['CELERY_BROKER_URL = "redis://:%s@%s" % (E["W_"], E["H_"])', { H_: 'redis-host', W_: 'redis-password' }],
  ['CELERY_BROKER_URL = f"amqp://{E[\'H_\']}"', {}],
  ['CHANNEL_LAYERS = {"default": {"CONFIG": {"hosts": [(E["H_"], E["P_"])]}}}', { H_: 'redis-host', P_: 'redis-port' }],
  ['CHANNEL_LAYERS = {"default": {"CONFIG": {"hosts": [(E["H_"], 6379)]}}}', { H_: 'redis-host' }],
  ['CHANNEL_LAYERS = {"default": {"CONFIG": {"hosts": [E["A_"]]}}}', { A_: 'redis-url' }],
  ['CHANNEL_LAYERS = {"default": {"CONFIG": {"hosts": [{"address": E["A_"]}]}}}', { A_: 'redis-url' }],
  [
    'RQ_QUEUES = {"default": {"HOST": E["H_"], "PORT": E["P_"], "DB": 0}, "low": {"URL": E["A_"]}}',
    { A_: 'redis-url', H_: 'redis-host', P_: 'redis-port' },
  ],
  ['HUEY = {"connection": {"host": E["H_"], "password": E["W_"]}}', { H_: 'redis-host', W_: 'redis-password' }],
  ['SEARCH = {"host": E["H_"], "url": E["A_"]}', {}],
])('of Redis: %s', (text, expected) => {
  expect(supplied(text)).toEqual(expected);
});

test('a broker is Redis only where it is read for it', async () => {
  const { suppliedWith } = await import('../../../src/layout/environment/supplied.ts');
  const both = found(
    `${head}CELERY_BROKER_URL = E["A_"]\nCELERY = {"result_backend": E["B_"], "task_routes": E["C_"]}`,
  ).supplied;
  expect(both).toEqual({ certain: {}, ofBrokers: { A_: 'redis-url', B_: 'redis-url' } });
  expect(suppliedWith(both, ['REDIS_URL', 'A_'])).toEqual({ A_: 'redis-url' });
  const tasks = found(`${head}REDIS_URL = E["A_"]\nCELERY_BROKER_URL = E["A_"] + "/1"`).supplied;
  expect(suppliedWith(tasks, [])).toEqual({ A_: 'redis-root' });
});

test('of fields of pydantic', () => {
  const text = `from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic import Field, SecretStr, PostgresDsn, field_validator
class Env(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="app_")
    key: SecretStr
    db_host: str = Field(alias="PG_HOST")
    db_port: int
    hosts: list[str]
    checked: str
    redis: str | None = Field(...)
    @field_validator("checked")
    def check(cls, value): return value
env = Env()
SECRET_KEY = env.key.get_secret_value()
DATABASES = {"default": {"HOST": env.db_host, "PORT": env.db_port, "USER": env.checked}}
ALLOWED_HOSTS = env.hosts
`;
  expect(supplied(text)).toEqual({
    APP_DB_PORT: 'port',
    APP_HOSTS: 'hosts-json',
    APP_KEY: 'secret-key',
    PG_HOST: 'host',
  });
});
