import { describe, expect, test } from 'vitest';
import { found } from './support.ts';

const app = (more = '') =>
  `from celery import Celery\napp = Celery("shop"${more})\napp.config_from_object("django.conf:settings")\n`;
const requires = ['celery', 'redis', 'django-environ'];
const withCelery = (settings: string, more = '', needs = requires) =>
  found({ 'shop/celery.py': app(more), 'shop/settings.py': settings }, { requires: needs }).services;

describe('Celery needs Redis', () => {
  test.each([
    ['an address that is written down', 'CELERY_BROKER_URL = "redis://localhost:6379/0"\n', []],
    ['a default', 'CELERY_BROKER_URL = os.environ.get("BROKER_URL", "redis://127.0.0.1")\n', []],
    ['by the environment alone', 'CELERY_BROKER_URL = env("MY_BROKER_URL")\n', ['MY_BROKER_URL']],
    ['by another name of the settings', 'REDIS = os.environ["QUEUE_URL"]\nCELERY_BROKER_URL = REDIS\n', ['QUEUE_URL']],
    [
      'in parts',
      'REDIS_HOST = os.getenv("SHOP_REDIS_HOST")\nCELERY_BROKER_URL = f"redis://{REDIS_HOST}:6379/0"\n',
      ['SHOP_REDIS_HOST'],
    ],
    [
      'for its results too',
      'CELERY_BROKER_URL = "redis://x"\nCELERY_RESULT_BACKEND = "redis://x"\n',
      ['CELERY_RESULT_BACKEND'],
    ],
    ['results elsewhere', 'CELERY_BROKER_URL = "redis://x"\nCELERY_RESULT_BACKEND = "django-db"\n', []],
  ])('%s', (_name, settings, variables) => {
    const [need] = withCelery(settings);
    expect(need?.value).toBe('redis');
    expect(need?.variables.filter((name) => name !== 'BROKER_URL')).toEqual([
      'REDIS_URL',
      'CELERY_BROKER_URL',
      ...variables,
    ]);
    expect(need?.origin).toMatchObject({ file: 'shop/settings.py' });
  });

  test('for results that only a variable tells of, unless they go into the database', () => {
    const settings = 'CELERY_BROKER_URL = env("BROKER_URL")\nCELERY_RESULT_BACKEND = env("MY_RESULTS_BACKEND")\n';
    const variables = (needs: readonly string[]) => withCelery(settings, '', [...requires, ...needs])[0]?.variables;
    expect(variables([])).toEqual(expect.arrayContaining(['CELERY_RESULT_BACKEND', 'MY_RESULTS_BACKEND']));
    expect(variables(['django-celery-results'])).toEqual(['REDIS_URL', 'CELERY_BROKER_URL', 'BROKER_URL']);
  });

  test('in its application', () => {
    expect(withCelery('', ', broker="redis://localhost"')[0]?.origin).toEqual({ file: 'shop/celery.py', line: 2 });
  });

  test.each([
    ['CELERY_BROKER_URL = "amqp://guest@localhost"\n', requires],
    ['MQ_HOST = os.getenv("MQ_HOST")\nCELERY_BROKER_URL = f"amqp://{MQ_HOST}"\n', requires],
    ['CELERY_BROKER_URL = env("MY_BROKER_URL")\n', ['celery']],
    ['', requires],
    ['if LOCAL:\n    CELERY_BROKER_URL = "redis://localhost"\n', requires],
  ])('or another: %j with %j', (settings, needs) => {
    expect(withCelery(settings, '', needs)).toEqual([]);
  });
});

test.each([
  [
    'CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://localhost"}}\n',
    'cache',
  ],
  ['CACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": env("CACHE_URL")}}\n', 'cache'],
  ['CHANNEL_LAYERS = {"default": {"BACKEND": "channels_redis.core.RedisChannelLayer"}}\n', 'channels'],
  ['INSTALLED_APPS = ["django_rq"]\n', 'RQ'],
  ['INSTALLED_APPS = ["huey.contrib.djhuey"]\n', 'Huey'],
  ['Q_CLUSTER = {"name": "x", "redis": {"host": "localhost"}}\n', 'Django Q'],
])('%s needs Redis', (settings, why) => {
  const [need] = found({ 'shop/settings.py': settings }).services;
  expect(need).toMatchObject({ value: 'redis', origin: { file: 'shop/settings.py', line: 1 } });
  expect(need?.why).toContain(why);
});

test.each([
  'Q_CLUSTER = {"name": "x", "orm": "default"}\n',
  'INSTALLED_APPS = ["huey.contrib.djhuey"]\nHUEY = {"huey_class": "huey.SqliteHuey"}\n',
  'if REDIS_URL:\n    CACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": REDIS_URL}}\n',
  'CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}\n',
])('%s does not', (settings) => {
  expect(found({ 'shop/settings.py': settings }).services).toEqual([]);
});
