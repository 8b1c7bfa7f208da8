import { expect, test } from 'vitest';
import { found } from './support.ts';

const installed = (...apps: readonly string[]) => `INSTALLED_APPS = ${JSON.stringify(apps)}\n`;

test.each([
  ['django_q', '', 'worker: python manage.py qcluster'],
  ['huey.contrib.djhuey', '', 'worker: python manage.py run_huey'],
  [
    'django_rq',
    'RQ_QUEUES = {"high": {"URL": "x"}, "default": {"URL": "x"}}\n',
    'worker: python manage.py rqworker high default',
  ],
  ['django_rq', 'RQ_QUEUES = queues()\n', 'worker: python manage.py rqworker'],
  ['django_dramatiq', '', 'worker: python manage.py rundramatiq'],
  ['django_tasks.backends.database', '', 'worker: python manage.py db_worker'],
  [
    'django_tasks_db',
    'TASKS = {"default": {"BACKEND": "x", "QUEUES": ["a", "b"]}}\n',
    'worker: python manage.py db_worker --queue-name *',
  ],
  ['background_task', '', 'worker: python manage.py process_tasks'],
  ['procrastinate.contrib.django', '', 'worker: python manage.py procrastinate worker'],
])('%s, with %j', (app, more, line) => {
  const { lines, processes } = found({ 'shop/settings.py': installed('django.contrib.admin', app) + more });
  expect(lines).toEqual([line]);
  expect(processes[0]?.origin).toEqual({ file: 'shop/settings.py', line: 1 });
});

test("Django's own tasks on RQ are run by RQ's worker, with their class of job: one of the two", () => {
  const settings = `${installed('django_rq', 'django_tasks')}TASKS = {"default": {"BACKEND": "django_tasks.backends.rq.RQBackend"}}\n`;
  expect(found({ 'shop/settings.py': settings }).lines).toEqual([
    'worker: python manage.py rqworker --job-class django_tasks.backends.rq.Job',
  ]);
});

test('a scheduler of RQ needs its package', () => {
  const files = { 'shop/settings.py': installed('django_rq') };
  expect(found(files, { requires: ['django-rq'] }).lines).toHaveLength(1);
  expect(found(files, { requires: ['rq-scheduler'] }).lines).toEqual([
    'scheduler: python manage.py rqscheduler',
    'worker: python manage.py rqworker',
  ]);
});

test('two libraries with a worker each: the second has the name of its command', () => {
  const celery = 'from celery import Celery\napp = Celery("shop")\n';
  const files = { 'shop/settings.py': installed('background_task'), 'shop/celery.py': celery };
  expect(found(files, { requires: ['celery'] }).processes.map(({ value }) => value.name)).toEqual([
    'worker',
    'process-tasks',
  ]);
});

test('a command of the project that runs APScheduler', () => {
  const command = 'from apscheduler.schedulers.blocking import BlockingScheduler\n\nscheduler = BlockingScheduler()\n';
  const files = { 'jobs/management/commands/runapscheduler.py': command };
  const { lines, processes } = found(files, { requires: ['django-apscheduler'] });
  expect(lines).toEqual(['scheduler: python manage.py runapscheduler']);
  expect(processes[0]?.origin).toEqual({ file: 'jobs/management/commands/runapscheduler.py', line: 3 });
  expect(found(files).lines).toEqual([]);
});

test('channels that a worker serves', () => {
  const routing = 'application = ProtocolTypeRouter({"channel": ChannelNameRouter({"thumbnails": A, "mail": B})})\n';
  expect(found({ 'shop/routing.py': routing }, { requires: ['channels'] }).lines).toEqual([
    'worker: python manage.py runworker thumbnails mail',
  ]);
});

test('none of it: no process', () => {
  expect(found({}).lines).toEqual([]);
});
