import type { BesideServerProblem } from '../problems/beside-the-server.ts';
import { place } from '../values/place.ts';
import type { WordsOf } from './words.ts';

/** Words for what the project leans on beside its server, and nobody starts or does. */
export const besideServerWords: WordsOf<BesideServerProblem> = {
  'cache-memcached-here': ({ where, host, variables: [variable] }) => ({
    what: `A cache is a memcached at ${host} (${where}): that is your machine's, and none is started for the app, so that pages which use the cache fail.`,
    next: [
      ...(variable === undefined ? [] : [`With a memcached of yours: simple-deploy push --env ${variable}=HOST:11211`]),
      'With Redis, which is started where it is needed: BACKEND "django.core.cache.backends.redis.RedisCache" and LOCATION os.environ.get("REDIS_URL", "redis://localhost:6379") in CACHES, and redis among the requirements.',
      'Without: BACKEND "django.core.cache.backends.locmem.LocMemCache", a cache in the memory of each worker.',
    ],
  }),
  'start-runs-more': ({ commands }) => ({
    what: `The project's own start does more than serve: ${commands.length === 1 ? 'a command' : 'commands'} that no start of this image runs.`,
    found: commands.map(({ command, where }) => `${where}: manage.py ${command}`),
    next: [
      `Once, when the site is up: ${commands.map(({ command }) => `simple-deploy run -- python manage.py ${command}`).join('; ')}`,
      `With each release: simple-deploy push ${commands.map(({ command }) => `--release "python manage.py ${command}"`).join(' ')}`,
    ],
  }),
  'celery-broker-here': ({ origin, host, runs }) => ({
    what: `Celery's broker is a RabbitMQ at ${host} (${place(origin)}): that is your machine's, and none is started for the app, so that ${runs.join(' and ')} would wait for it.`,
    next: brokerAdvice(runs),
  }),
  'celery-broker-by-variables': ({ origin, variables, runs }) => ({
    what: `Celery's broker is a RabbitMQ where ${variables.join(' and ')} say${variables.length === 1 ? 's' : ''} (${place(origin)}): without ${variables.length === 1 ? 'it' : 'them'} there is none, so that ${runs.join(' and ')} would wait for it.`,
    next: brokerAdvice(runs),
  }),
  'celery-without-broker': ({ origin, runs }) => ({
    what: `Nothing says where the broker of Celery is (${place(origin)}): it looks for a RabbitMQ beside itself, where there is none, so that ${runs.join(' and ')} would wait for it.`,
    next: brokerAdvice(runs),
  }),
};

/** CELERY_BROKER_URL of the environment wins over all settings. */
function brokerAdvice(runs: readonly string[]): readonly string[] {
  return [
    'With a broker of yours: simple-deploy push --env CELERY_BROKER_URL=amqp://USER:PASSWORD@HOST:5672/',
    "With Redis, which is started where it is needed: CELERY_BROKER_URL = os.environ.get('REDIS_URL', 'redis://localhost:6379') in the settings, and redis among the requirements.",
    `Without: simple-deploy push ${runs.map((name) => `--process ${name}=`).join(' ')}`,
  ];
}
