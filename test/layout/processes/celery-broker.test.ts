import { describe, expect, test } from 'vitest';
import { wordsFor } from '../../../src/messages.ts';
import { found } from './support.ts';

const app = (more = '', after = '') =>
  `from celery import Celery\napp = Celery("shop"${more})\napp.config_from_object("django.conf:settings")\n${after}`;
const notes = (settings: string, celery = app(), chosen = {}) =>
  found({ 'shop/celery.py': celery, 'shop/settings.py': settings }, { requires: ['celery'], ...chosen }).notes;

describe('a RabbitMQ that nobody starts is told', () => {
  test.each([
    ['CELERY_BROKER_URL = "amqp://guest:secret@localhost:5672//"\n', 'localhost'],
    ['CELERY_BROKER_URL = os.environ.get("BROKER", "amqp://rabbitmq")\n', 'rabbitmq'],
    ['BROKER_URL = "pyamqp://guest@127.0.0.1/"\n', '127.0.0.1'],
    ['BROKER_URL = "amqp://"\n', 'localhost'],
  ])('%j', (settings, host) => {
    const origin = { file: 'shop/settings.py', line: 1 };
    expect(notes(settings)).toEqual([{ code: 'celery-broker-here', origin, host, runs: ['worker'] }]);
  });

  test('in the application', () => {
    expect(notes('', app(', broker="amqp://localhost"'))).toMatchObject([
      { code: 'celery-broker-here', origin: { file: 'shop/celery.py', line: 2 } },
    ]);
  });

  test('whose address is made of variables that nobody has to set', () => {
    const settings =
      'MQ_HOST = os.getenv("MQ_HOST")\nMQ_PORT = os.getenv("MQ_PORT")\nCELERY_BROKER_URL = f"amqp://{MQ_HOST}:{MQ_PORT}"\n';
    const [note] = notes(settings);
    const origin = { file: 'shop/settings.py', line: 3 };
    const variables = ['MQ_HOST', 'MQ_PORT'];
    expect(note).toEqual({ code: 'celery-broker-by-variables', origin, variables, runs: ['worker'] });
    expect(note && wordsFor(note).what).toBe(
      "Celery's broker is a RabbitMQ where MQ_HOST and MQ_PORT say (shop/settings.py:3): without them there is none, so that worker would wait for it.",
    );
  });

  test('where nothing names one, since Celery means a RabbitMQ then', () => {
    expect(notes('')).toEqual([
      { code: 'celery-without-broker', origin: { file: 'shop/celery.py', line: 2 }, runs: ['worker'] },
    ]);
  });

  test('with what was found, what to type, and no password', () => {
    const [note] = notes('CELERY_BROKER_URL = "amqp://guest:secret@mq"\nCELERY_BEAT_SCHEDULE = {"a": 1}\n');
    const said = note === undefined ? '' : JSON.stringify(wordsFor(note));
    expect(said).toContain('RabbitMQ at mq (shop/settings.py:1)');
    expect(said).toContain('--env CELERY_BROKER_URL=amqp://USER:PASSWORD@HOST:5672/');
    expect(said).toContain('--process worker= --process beat=');
    expect(said).not.toContain('secret');
  });
});

test.each([
  ['a server elsewhere', 'CELERY_BROKER_URL = "amqps://u:p@mq.example.com/x"\n', app()],
  ['another kind', 'CELERY_BROKER_URL = "sqs://"\n', app()],
  ['Redis', 'CELERY_BROKER_URL = "redis://localhost"\n', app()],
  ['a variable, which push asks for', 'CELERY_BROKER_URL = os.environ["BROKER"]\n', app()],
  ['parts that must be set', 'H = os.environ["MQ_HOST"]\nCELERY_BROKER_URL = f"amqp://{H}"\n', app()],
  ['under a condition', 'if LOCAL:\n    CELERY_BROKER_URL = "amqp://localhost"\n', app()],
  ['in code that cannot be followed', '', app('', 'app.conf.broker_url = broker()\n')],
])('nothing is told of %s', (_name, settings, celery) => {
  expect(notes(settings, celery)).toEqual([]);
});

test('nor where no process of Celery runs', () => {
  expect(notes('', app(), { processes: { worker: '' } })).toEqual([]);
});
