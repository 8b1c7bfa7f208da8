import { expect, test } from 'vitest';
import { found } from './support.ts';

const app =
  'from celery import Celery\napp = Celery("shop", broker="redis://x")\napp.config_from_object("django.conf:settings", namespace="CELERY")\n';
const tasks =
  'from celery import shared_task\n\n@shared_task(queue="slow")\ndef a(): ...\n\n@shared_task(\n    name="b",\n    retry=dict(max=3),\n    queue="mail",\n)\ndef b(): ...\n\n@shared_task\ndef c(): ...\n';

function heard(files: Readonly<Record<string, string>>) {
  const { processes } = found({ 'shop/celery.py': app, ...files }, { requires: ['celery'] });
  const command = processes[0]?.value.command ?? [];
  const at = command.indexOf('-Q');
  return at === -1 ? undefined : command[at + 1];
}

test('queues that tasks name where they are written are heard, beside the default one', () => {
  expect(heard({ 'shop/tasks.py': tasks })).toBe('celery,slow,mail');
  expect(heard({ 'cart/tasks/letters.py': tasks.replaceAll('shared_task', 'app.task') })).toBe('celery,slow,mail');
  const routes = 'CELERY_TASK_ROUTES = {"x": {"queue": "far"}}\nCELERY_TASK_DEFAULT_QUEUE = "shop"\n';
  expect(heard({ 'shop/tasks.py': tasks, 'shop/settings.py': routes })).toBe('shop,far,slow,mail');
});

test('where queues are declared, those that tasks name besides', () => {
  const declared = 'CELERY_TASK_QUEUES = (Queue("main", Exchange("main")), Queue(name="slow"))\n';
  expect(heard({ 'shop/tasks.py': tasks, 'shop/settings.py': declared })).toBe('main,slow,mail');
  expect(heard({ 'shop/settings.py': declared })).toBeUndefined();
  const inCode = `${app}app.conf.task_queues = [Queue('jobs')]\napp.conf.beat_schedule = {"nightly": {"task": "x"}}\n`;
  expect(heard({ 'shop/celery.py': inCode, 'shop/tasks.py': tasks })).toBe('jobs,slow,mail');
  const some = 'CELERY_QUEUES = {"slow": {"queue_arguments": {}}}\n';
  expect(heard({ 'shop/tasks.py': tasks, 'shop/settings.py': some })).toBe('slow,mail');
  const all = 'CELERY_QUEUES = {"slow": {"exchange": "slow"}, "mail": {"queue_arguments": {}}}\n';
  expect(heard({ 'shop/tasks.py': tasks, 'shop/settings.py': all })).toBeUndefined();
});

test.each([
  ['no task names one', { 'shop/tasks.py': tasks.replaceAll(/queue=/g, 'name=') }],
  [
    'queues are declared by what cannot be read',
    { 'shop/tasks.py': tasks, 'shop/settings.py': 'CELERY_TASK_QUEUES = queues_of(SHOP)\n' },
  ],
  ['only tests name one', { 'tests/tasks.py': tasks }],
  ['what names one is no task', { 'shop/tasks.py': 'send(queue="slow")\n' }],
])('a worker is told none where %s', (_, files) => {
  expect(heard(files)).toBeUndefined();
});
