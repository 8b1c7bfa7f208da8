import { describe, expect, test } from 'vitest';
import { managePy } from '../project.ts';
import { found } from './support.ts';

const app = `import os
from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
app = Celery("shop")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
`;
const requires = ['celery'];
const worker = 'worker: celery -A shop.celery:app worker --loglevel INFO';

describe('a Celery application', () => {
  test('gives a worker, with its line; without a schedule nothing else', () => {
    const { lines, processes } = found({ 'shop/celery.py': app }, { requires });
    expect(lines).toEqual([worker]);
    expect(processes[0]?.origin).toEqual({ file: 'shop/celery.py', line: 5 });
  });

  test('is found in a nested project, by the module that manage.py sees', () => {
    const { lines } = found({ 'backend/shop/celery_app.py': app }, { requires, folder: 'backend/' });
    expect(lines).toEqual(['worker: celery -A shop.celery_app:app worker --loglevel INFO']);
  });

  test('that is a module by two names goes by the one that begins as the settings do', () => {
    const start = managePy('store.shop.settings').replace(
      '    from django',
      '    sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))\n    from django',
    );
    const files = { 'store/manage.py': start, 'store/shop/celery.py': app };
    const { lines } = found(files, { requires, folder: 'store/' });
    expect(lines).toEqual(['worker: celery -A store.shop.celery:app worker --loglevel INFO']);
    const plain = { 'store/shop/celery.py': app };
    expect(found(plain, { requires, folder: 'store/' }).lines).toEqual([worker]);
  });

  test('is named as the settings are where manage.py puts their folder on the path', () => {
    const path = "import sys\nsys.path.append('src')\n";
    const below = { 'manage.py': `${path}${managePy('live.settings')}`, 'src/live/celery.py': app };
    const others = { 'src/__init__.py': '', 'src/live/__init__.py': '', 'src/live/settings.py': 'INSTALLED_APPS = []' };
    const { lines } = found({ ...below, ...others }, { requires });
    expect(lines).toEqual(['worker: celery -A live.celery:app worker --loglevel INFO']);
  });

  test('in another package than the settings is named from the folder that those are found in', () => {
    const path = "import sys\nsys.path.insert(0, 'src')\n";
    const below = { 'manage.py': `${path}${managePy('live.settings')}`, 'src/infra/tasks/celery.py': app };
    const others = { 'src/live/__init__.py': '', 'src/live/settings.py': 'INSTALLED_APPS = []' };
    const { lines } = found({ ...below, ...others }, { requires });
    expect(lines).toEqual(['worker: celery -A infra.tasks.celery:app worker --loglevel INFO']);
  });

  test.each(['django-celery-beat', 'django-celery-results', 'flower'])('is there where %s brings celery', (name) => {
    expect(found({ 'shop/celery.py': app }, { requires: [name] }).lines).toEqual([worker]);
  });

  test('under another name, and of a class of its own', () => {
    const own = 'class ShopCelery(Celery):\n    pass\n\nqueue: Celery = ShopCelery("shop", broker="redis://x")\n';
    const { lines } = found({ 'shop/worker.py': `from celery import Celery\n${own}` }, { requires });
    expect(lines).toEqual(['worker: celery -A shop.worker:queue worker --loglevel INFO']);
    const elsewhere = 'from shop.queues import CeleryApp\napp = CeleryApp("shop", broker="redis://x")\n';
    expect(found({ 'shop/celery.py': elsewhere }, { requires }).lines).toEqual([worker]);
  });

  test('that takes its configuration from Django comes before one that does not', () => {
    const other = 'from celery import Celery\napp = Celery("other")\n';
    expect(
      found({ 'shop/celery.py': app, 'other/celery.py': other, 'tests/celery.py': app }, { requires }).lines,
    ).toEqual([worker]);
    expect(found({ 'jobs/celery.py': app, 'shop/tasks.py': other }, { requires }).lines).toEqual([
      'worker: celery -A jobs.celery:app worker --loglevel INFO',
    ]);
  });

  test.each(['django-celery-beat', 'django-celery-results'])('is required with %s, which brings it', (name) => {
    const [first] = found({ 'shop/celery.py': app }, { requires: [name] }).lines;
    expect(first).toBe(worker);
  });

  test('counts for nothing where celery is not required, in a test, or in a function', () => {
    expect(found({ 'shop/celery.py': app }).lines).toEqual([]);
    expect(found({ 'tests/celery.py': app }, { requires }).lines).toEqual([]);
    const inside = 'from celery import Celery\ndef make():\n    app = Celery("x")\n    return app\n';
    expect(found({ 'shop/celery.py': inside }, { requires }).lines).toEqual([]);
  });
});

describe('the scheduler', () => {
  const beat = 'beat: celery -A shop.celery:app beat --loglevel INFO --pidfile=';
  test.each([
    [
      'a schedule in the settings',
      'CELERY_BEAT_SCHEDULE = {"a": {"task": "t", "schedule": 5}}\n',
      '',
      `${beat} --schedule /tmp/celerybeat-schedule`,
    ],
    [
      'a schedule in the application',
      '',
      'app.conf.beat_schedule = {}\n',
      `${beat} --schedule /tmp/celerybeat-schedule`,
    ],
    [
      'periodic tasks',
      '',
      'def setup(sender, **kw):\n    sender.add_periodic_task(10, task)\n',
      `${beat} --schedule /tmp/celerybeat-schedule`,
    ],
    [
      'django-celery-beat',
      'INSTALLED_APPS = ["django_celery_beat"]\n',
      '',
      `${beat} --scheduler django_celery_beat.schedulers:DatabaseScheduler`,
    ],
    [
      'a scheduler of the settings',
      'INSTALLED_APPS = ["django_celery_beat"]\nCELERY_BEAT_SCHEDULER = "redbeat.RedBeatScheduler"\n',
      '',
      beat,
    ],
    ['an empty schedule', 'CELERY_BEAT_SCHEDULE = {}\n', '', undefined],
    ['flower', 'INSTALLED_APPS = ["django_celery_results"]\n', '', undefined],
  ])('%s', (_name, settings, more, line) => {
    const { lines } = found(
      { 'shop/celery.py': app + more, 'shop/settings.py': settings },
      { requires: ['celery', 'flower'] },
    );
    expect(lines).toEqual(line === undefined ? [worker] : [worker, line]);
  });
});

test('a Celery application that a function of its file makes', () => {
  const made =
    'from celery import Celery\n\ndef create():\n    made = Celery("shop", broker="redis://x")\n    made.autodiscover_tasks()\n    return made\n\ndef other():\n    return 1\n\nnone = other()\napp = create()\n';
  const { processes, services } = found({ 'shop/worker.py': made }, { requires });
  expect(processes.map(({ value, origin }) => [value.command.slice(0, 3).join(' '), origin])).toEqual([
    ['celery -A shop.worker:app', { file: 'shop/worker.py', line: 12 }],
  ]);
  expect(services).toMatchObject([{ value: 'redis', origin: { file: 'shop/worker.py', line: 4 } }]);
});

test('queues that tasks are only routed to are named, those that are declared are heard anyway', () => {
  const routes = 'CELERY_TASK_ROUTES = {"a.*": {"queue": "slow"}, "b": {"queue": "mail"}}\n';
  const worked = (settings: string) =>
    found({ 'shop/celery.py': app, 'shop/settings.py': settings }, { requires }).lines;
  expect(worked(routes)).toEqual([`${worker} -Q celery,slow,mail`]);
  expect(worked(`${routes}CELERY_TASK_DEFAULT_QUEUE = "shop"\n`)).toEqual([`${worker} -Q shop,slow,mail`]);
  expect(worked(`${routes}CELERY_TASK_QUEUES = (Queue("slow"),)\n`)).toEqual([worker]);
});
