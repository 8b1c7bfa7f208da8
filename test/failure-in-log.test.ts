import { expect, it } from 'vitest';
import { failureInLog } from '../src/failure-in-log.ts';
import { wordsFor } from '../src/messages.ts';

const next = (
  code: 'release-failed' | 'process-failed' | 'proof-failed',
  log: readonly string[],
): readonly string[] => {
  const raised = failureInLog(log);
  return wordsFor({ code, step: 'Step', reason: 'it ended', log, ...(raised !== undefined && { raised }) }).next;
};

const traceback = (file: string, last: string): readonly string[] => [
  'Traceback (most recent call last):',
  '  File "/project/shop/manage.py", line 9, in <module>',
  `  File "${file}", line 4, in <module>`,
  '    import something',
  last,
];
const kombu = '/venv/lib/python3.13/site-packages/kombu/transport/redis.py';

it('names the package of a module that is missing, in a release as in a process', () => {
  const log = traceback(kombu, "ModuleNotFoundError: No module named 'packaging'");
  expect(next('release-failed', log)).toEqual(['packaging has it: add it to the requirements, then push again.']);
  expect(next('process-failed', log)).toEqual([
    'packaging has it: add it to the requirements, then push again.',
    'A process that is not wanted is left out with --process NAME=',
  ]);
});

it('finds the exception between what servers and platforms write around it', () => {
  const log = [
    '2026-11-30T10:00:00Z app[web.1]: [2026-11-30 10:00:00 +0000] [7] [ERROR] Exception in worker process',
    '2026-11-30T10:00:00Z app[web.1]: Traceback (most recent call last):',
    "2026-11-30T10:00:00Z app[web.1]: ModuleNotFoundError: No module named 'rest_framework'",
    '2026-11-30T10:00:00Z app[web.1]: [2026-11-30 10:00:00 +0000] [7] [INFO] Worker exiting (pid: 7)',
  ];
  expect(next('proof-failed', log)).toEqual([
    'djangorestframework has it: add it to the requirements, then push again.',
  ]);
});

it('names the setting that is None where the project needs a value', () => {
  const log = [
    'Traceback (most recent call last):',
    '  File "/venv/lib/python3.13/site-packages/django/template/context.py", line 256, in bind_template',
    '    context = processor(self.request)',
    '  File "/project/site/context_processors.py", line 5, in build_info',
    '    return {"release": settings.RELEASE[:6]}',
    '                       ~~~~~~~~~~~~~~~~^^^^',
    "TypeError: 'NoneType' object is not subscriptable",
  ];
  expect(next('proof-failed', log)).toEqual([
    'The setting RELEASE seems to be None, and site/context_processors.py:5 needs a value: give the variable that the settings read it from, perhaps --env RELEASE=VALUE, then push again.',
  ]);
  const inside = (frame: string) => [...log.slice(0, -1), `  File "${frame}", line 35, in __init__`, ...log.slice(-1)];
  const fernet = inside('/venv/lib/python3.13/site-packages/cryptography/fernet.py');
  expect(failureInLog(fernet)).toMatchObject({ noneSetting: 'RELEASE', line: 5 });
  const far = inside('/venv/lib/python3.13/site-packages/django/urls/base.py');
  expect(failureInLog(far)).not.toHaveProperty('noneSetting');
  const other = log.map((line) => line.replace('settings.RELEASE', 'release'));
  expect(failureInLog(other)).not.toHaveProperty('noneSetting');
  const elsewhere = log.map((line) => line.replace('/project/site', '/venv/lib/python3.13/site-packages/x'));
  expect(failureInLog(elsewhere)).not.toHaveProperty('noneSetting');
});

it('says what makes the table of a cache in the database', () => {
  const last = `django.db.utils.ProgrammingError: (1146, "Table 'app.shop_cache' doesn't exist")`;
  const log = traceback('/venv/lib/python3.13/site-packages/django/core/cache/backends/db.py', last);
  expect(next('proof-failed', log)).toEqual([
    'shop_cache is the table of the cache, which no migration makes: add to the command --release "python manage.py createcachetable"',
  ]);
  expect(next('proof-failed', traceback('/venv/lib/python3.13/site-packages/django/db/x.py', last))[0]).not.toContain(
    'cache,',
  );
});

it('takes the last of several exceptions', () => {
  const log = [...traceback(kombu, "KeyError: 'x'"), ...traceback('/project/a.py', 'ValueError: no')];
  expect(failureInLog(log)).toMatchObject({ exception: 'ValueError', message: 'no' });
});

it('says of a package that does not fit which one it is, and of the project’s own errors what it said before', () => {
  const misfit = traceback(kombu, "ImportError: cannot import name 'a' from 'b'");
  expect(next('release-failed', misfit)[0]).toContain('fails inside kombu');
  expect(next('release-failed', traceback(kombu, "TypeError: 'int' object is not iterable"))).toEqual([
    'Correct the migration or the setting that the last lines name, then push again.',
  ]);
  expect(next('release-failed', traceback('/project/a.py', "KeyError: 'x'"))[0]).toContain('Correct the migration');
  expect(next('process-failed', ['Killed'])[0]).toBe('Set right what its log says, and push again.');
});

it('reads nothing into lines that only speak of errors', () => {
  expect(failureInLog(['an Error: of something', 'Error: it broke', 'errors: 0'])).toBeUndefined();
  expect(failureInLog([])).toBeUndefined();
});

it('names the Debian package of a library that the image lacks', () => {
  const log = ['ImportError: libGL.so.1: cannot open shared object file: No such file or directory'];
  expect(next('proof-failed', log).join()).toContain('apt-packages = ["libgl1"]');
});

it.each([
  'django.db.utils.ProgrammingError: relation "shop_order" does not exist',
  'django.db.utils.OperationalError: no such table: shop_order',
  `django.db.utils.ProgrammingError: (1146, "Table 'blog.shop_order' doesn't exist")`,
])('says of a table that is missing which app has no migrations: %s', (last) => {
  const log = [...traceback('/venv/lib/python3.13/site-packages/django/db/utils.py', last), 'LINE 1: SELECT'];
  const raised = failureInLog(log)!;
  expect(raised).toMatchObject({ table: 'shop_order' });
  expect(raised.isAskedAtLoad).toBeUndefined();
  const words = (more: object) => {
    const problem = { code: 'release-failed', step: 'Step', reason: 'x', log, raised: { ...raised, ...more } } as const;
    return wordsFor(problem).next;
  };
  expect(words({ unmigrated: ['blog', 'shop'] })[0]).toContain(
    'no migrations for shop, nor for blog: python manage.py makemigrations shop blog,',
  );
  expect(words({ unmigrated: ['shop'] })[0]).toContain('no migrations for shop: python manage.py makemigrations shop,');
  expect(words({ unmigrated: ['blog'] })[0]).toContain('no migrations for blog: python manage.py makemigrations blog,');
  expect(words({})[0]).toContain('python manage.py makemigrations, then commit');
  expect(words({ unmigrated: [] })[0]).toContain('Correct the migration');
});

/** A traceback of frames of the project, each `file:line in whose`, that ends with a missing table. */
const missing = (...frames: string[]): readonly string[] => [
  'Traceback (most recent call last):',
  ...['manage.py:9 in <module>', ...frames].map((each) => {
    const [, file, line, of] = /^(.*):(\d+) in (.*)$/.exec(each) ?? [];
    return `  File "/project/${file}", line ${line}, in ${of}`;
  }),
  '  File "/venv/lib/python3.13/site-packages/django/db/models/query.py", line 5, in get',
  'django.db.utils.OperationalError: no such table: shop_user',
];

it.each([
  ['the statement of a module', ['site/urls.py:3 in <module>', 'shop/forms.py:7 in <module>'], 'shop/forms.py:7'],
  [
    'the line of a class',
    ['shop/models.py:20 in <module>', 'shop/models.py:21 in Order', 'shop/models.py:4 in last'],
    'shop/models.py:21',
  ],
  [
    'the statement, not what it calls',
    ['shop/forms.py:7 in <module>', 'shop/choices.py:2 in Choices'],
    'shop/forms.py:7',
  ],
  ['an app that gets ready', ['shop/apps.py:12 in ready', 'shop/jobs.py:2 in load'], 'shop/apps.py:12'],
])('says how to write what asks for a table while the project is loaded: %s', (_, frames, place) => {
  const raised = failureInLog(missing(...frames))!;
  expect([`${raised.file}:${raised.line}`, raised.isAskedAtLoad]).toEqual([place, true]);
  const problem = { code: 'release-failed', step: 'Step', reason: 'x', log: [] } as const;
  const { next: said } = wordsFor({ ...problem, raised: { ...raised, unmigrated: [] } });
  expect(said[0]).toContain(`loads ${raised.file} before it has made any table`);
  expect(said[0]).toContain(`let line ${raised.line} ask when the answer is needed, then push again.`);
  expect(said[1]).toContain('default=some_function');
  expect(said).toHaveLength(2);
  const both = wordsFor({ ...problem, raised: { ...raised, unmigrated: ['shop'] } });
  expect(both.next[2]).toContain('makemigrations shop');
});

it.each([[['shop/management/commands/seed.py:7 in handle']], [['shop/migrations/0002_x.py:3 in <module>']]])(
  'says nothing of loading where a command or a migration asks: %s',
  (frames) => {
    expect(failureInLog(missing(...frames))?.isAskedAtLoad).toBeUndefined();
  },
);

it.each([
  ['postgis', '--database-image postgis/postgis:17-3.5'],
  ['postgis_raster', '--database-image postgis/postgis:17-3.5'],
  ['vector', '--database-image pgvector/pgvector:pg17'],
  ['unheard_of', '--database-image IMAGE'],
])('names a database image with the extension %s', (name, option) => {
  const last = `django.db.utils.NotSupportedError: extension "${name}" is not available`;
  const log = [...traceback('/venv/lib/python3.13/site-packages/django/db/utils.py', last), 'DETAIL:  Could not open'];
  expect(next('release-failed', log)).toEqual([expect.stringContaining(`no extension ${name}: `)]);
  expect(next('release-failed', log)[0]).toContain(option);
});

it.each([
  [
    'ValueError: Dependency on app with no migrations: accounts',
    'python manage.py makemigrations accounts, then commit',
  ],
  [
    "django.db.migrations.exceptions.NodeNotFoundError: Migration shop.0002_b dependencies reference nonexistent parent node ('shop', '0001_initial')",
    'The migration 0001_initial of the app shop is not there',
  ],
  [
    'CommandError: Conflicting migrations detected; multiple leaf nodes in the migration graph: (0002_a, 0002_b in shop).',
    'python manage.py makemigrations --merge, then commit',
  ],
])('says what to type where the migrations themselves are at fault: %s', (last, says) => {
  const log = traceback('/venv/lib/python3.13/site-packages/django/db/migrations/loader.py', last);
  expect(next('release-failed', log)).toEqual([expect.stringContaining(says)]);
});

it('sends whoever has no database to one, and to no migration', () => {
  const release = (log: readonly string[]) =>
    wordsFor({ code: 'release-failed', step: 'x', reason: 'y', log, databaseHint: 'mysql' } as never).next;
  const unreached = release(['simple-deploy: the database cannot be reached: refused']);
  expect(unreached).toHaveLength(1);
  expect(unreached[0]).toContain('--database mysql');
  expect(release(['no such column'])).toHaveLength(2);
});

it('names all apps without migrations where one of them is missed', () => {
  const last = 'ValueError: Dependency on app with no migrations: accounts';
  const raised = { ...failureInLog(traceback('/venv/x.py', last))!, unmigrated: ['accounts', 'pong'] };
  expect(wordsFor({ code: 'release-failed', step: 'Step', reason: 'x', log: [], raised }).next[0]).toMatch(
    /^The app accounts .* build on them; none are there for pong: python manage.py makemigrations accounts pong,/,
  );
});

it.each([
  'decouple.UndefinedValueError: STRIPE_PUBLIC_KEY not found. Declare it as envvar or define a default value.',
  'django.core.exceptions.ImproperlyConfigured: Set the STRIPE_PUBLIC_KEY environment variable',
])('names the option for a variable that a page asks for: %s', (last) => {
  const access = '{"time": "2026-12-01T02:03:15.059+00:00", "log": "access", "path": "/", "status": 500}';
  expect(next('proof-failed', [...traceback('/venv/lib/python3.13/site-packages/decouple.py', last), access])).toEqual([
    'It asks for the variable STRIPE_PUBLIC_KEY, which has no value: --env STRIPE_PUBLIC_KEY=VALUE',
  ]);
});
