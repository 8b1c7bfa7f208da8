import { expect, it } from 'vitest';
import { explainBuildFailure } from '../../src/build-plan/build-failure.ts';
import { wordsFor } from '../../src/messages.ts';

const base = 'example/python:3';
const explain = (step: string, output: string): ReturnType<typeof explainBuildFailure> =>
  explainBuildFailure(step, output.split('\n'), base);

it('reads the exception and the line of the person’s file from settings that fail to import', () => {
  const output = `Traceback (most recent call last):
  File "/project/blog/settings.py", line 117, in <module>
NameError: name 'X' is not defined
simple-deploy-failure {"kind": "settings", "exception": "NameError", "message": "name 'X' is not defined", "environment": false, "file": "blog/settings.py", "line": 117}`;
  const problem = explain('[linux/amd64 app 1/1] RUN python /build/app.py', output);
  expect(problem).toMatchObject({ code: 'settings-fail-to-import', file: 'blog/settings.py', line: 117 });
  expect(wordsFor(problem!).what).toBe(
    "The settings fail to import in the image: NameError: name 'X' is not defined (blog/settings.py:117).",
  );
});

it.each([
  ['ModuleNotFoundError', "No module named 'pkg_resources'", 'old', 'setuptools<81'],
  ['TookTooLong', 'after 300 s this line was still running, or waiting for an answer', 'django', 'with a timeout'],
  ['ValueError', 'Incorrect timezone setting: Asia/Calcutta', 'django', '--apt-package tzdata-legacy'],
  ['ModuleNotFoundError', "No module named 'distutils'", '', '--python 3.11'],
  ['ModuleNotFoundError', "No module named 'nobody_knows'", '', 'Add what is missing'],
  ['ModuleNotFoundError', "No module named 'rest_framework'", '', 'djangorestframework has it'],
  ['AttributeError', "module 'marshmallow' has no attribute '__version__'", 'environs', 'fails inside environs'],
  ['ImproperlyConfigured', 'Set the X environment variable', 'environ', 'Correct that line'],
  ['TypeError', 'x', '', 'Correct that line'],
])('knows what to do about %s: %s', (exception, message, inside, repair) => {
  const mark = JSON.stringify({ kind: 'settings', exception, message, package: inside });
  const problem = explain('[app 1/1] RUN python /build/app.py', `simple-deploy-failure ${mark}`);
  expect(wordsFor(problem!).next.join()).toContain(repair);
});

it('says of a line that asks the database as the project is loaded how it is written instead', () => {
  const mark = {
    kind: 'settings',
    exception: 'OperationalError',
    message: 'no such table: shop_user',
    asksDatabase: true,
  };
  const place = { file: 'shop/models.py', line: 21 };
  const output = `simple-deploy-failure ${JSON.stringify({ ...mark, ...place })}`;
  const { what, next } = wordsFor(explain('[app 1/1] RUN python /build/app.py', output)!);
  expect(what).toBe(
    'shop/models.py:21 asks the database while the project is loaded: OperationalError: no such table: shop_user.',
  );
  expect(next[0]).toContain('let line 21 ask when the answer is needed, then build again.');
  expect(next[1]).toContain('choices=some_function');
  const other = JSON.stringify({ ...mark, asksDatabase: false });
  expect(wordsFor(explain('[app 1/1] RUN x', `simple-deploy-failure ${other}`)!).next).toEqual([
    expect.stringContaining('Correct that line'),
  ]);
});

it('names with a module that is missing the other apps that are', () => {
  const mark = { kind: 'settings', exception: 'ModuleNotFoundError', message: "No module named 'social_django'" };
  const failure = { ...mark, alsoMissing: ['rest_framework_simplejwt', 'nobody_knows'] };
  const problem = explain('[app 1/1] RUN python /build/app.py', `simple-deploy-failure ${JSON.stringify(failure)}`);
  expect(wordsFor(problem!).next).toEqual([
    'social-auth-app-django has it: add it to the requirements, then build again.',
    'INSTALLED_APPS names more that is not installed; add these too: djangorestframework-simplejwt, nobody_knows.',
  ]);
});

it('tells a server that would not start from an application that fails', () => {
  const mark = { kind: 'server', exception: 'ModuleNotFoundError', message: "No module named 'pkg_resources'" };
  const output = `simple-deploy-failure ${JSON.stringify({ ...mark, package: 'gunicorn' })}`;
  const { what, next } = wordsFor(explain('[app 1/1] RUN python /build/app.py', output)!);
  expect(what).toContain('The server would not start in the image: ModuleNotFoundError');
  expect(next.join()).toContain('setuptools<81');
});

it('tells an error of a check by its id, with the line of the model', () => {
  const output = `blog.Note.author: (fields.E300) Field defines a relation with model 'Nobody', which is not installed.
simple-deploy-failure {"kind": "check", "exception": "fields.E300", "message": "Field defines a relation", "file": "blog/models.py", "line": 9}`;
  const problem = explain('[app 1/1] RUN python /build/app.py', output);
  expect(problem).toMatchObject({ code: 'check-fails', exception: 'fields.E300', file: 'blog/models.py', line: 9 });
  const { what, found, next } = wordsFor(problem!);
  expect(what).toContain('fields.E300: Field defines a relation (blog/models.py:9)');
  expect(found).toEqual([expect.stringContaining("'Nobody'")]);
  expect(next.join()).toContain("SILENCED_SYSTEM_CHECKS = ['fields.E300']");
});

it('says what a base image lacks, also when it cannot even say so', () => {
  const marked = explain('[probe 1/1] RUN lacks() …', 'simple-deploy-failure {"kind":"base-image","lacks":"python3"}');
  expect(marked).toEqual({ code: 'base-image-unusable', image: base, lacks: 'python3' });
  expect(wordsFor(marked!).what).toBe('The base image example/python:3 has no python3.');
  const mute = explainBuildFailure('[probe 1/1] RUN lacks() …', [], base, {
    error: 'exec: "/bin/sh": no such file or directory',
  });
  expect(mute).toEqual({
    code: 'base-image-unusable',
    image: base,
    reason: 'exec: "/bin/sh": no such file or directory',
  });
  expect(wordsFor(mute!).what).toBe(
    'No command runs in the base image example/python:3: exec: "/bin/sh": no such file or directory',
  );
});

it('tells collectstatic and Debian packages apart', () => {
  const mark = 'simple-deploy-failure {"kind":"collectstatic","command":"compress","exception":"ValueError"';
  const own = explain('[app 1/1] RUN python /build/app.py', `${mark},"message":"no","file":"a/storage.py","line":7}`)!;
  expect(own).toMatchObject({ code: 'collectstatic-fails', exception: 'ValueError', file: 'a/storage.py', line: 7 });
  expect(wordsFor(own).what).toBe('compress fails in the image: ValueError: no (a/storage.py:7)');
  const apt = 'E: Unable to locate package nosuch\nsimple-deploy-failure {"kind":"system-packages"}';
  expect(explain('[packages 1/2] RUN x', apt)).toMatchObject({ code: 'system-package-does-not-install' });
});

it('says of a module that collectstatic misses what it says of it elsewhere', () => {
  const said = { kind: 'collectstatic', exception: 'ModuleNotFoundError', file: 'todo/manage.py', line: 7 };
  const wordsOf = (message: string, leftOut = [] as { path: string; rule: string }[]) => {
    const line = `simple-deploy-failure ${JSON.stringify({ ...said, message })}`;
    return wordsFor(explainBuildFailure('[app 1/1] RUN python /build/app.py', [line], base, { leftOut })!);
  };
  const missing = wordsOf("No module named 'dotenv'");
  expect(missing.what).toContain('(todo/manage.py:7)');
  expect(missing.next).toEqual(['python-dotenv has it: add it to the requirements, then build again.']);
  const own = wordsOf("No module named 'todo.secrets'", [{ path: 'todo/secrets.py', rule: 'a rule' }]);
  expect(own.next.join()).toContain('!todo/secrets.py');
});

it('names the static file that is missing, and the line that refers to it', () => {
  const output = `simple-deploy-failure ${JSON.stringify({
    kind: 'collectstatic',
    exception: 'MissingFileError',
    message: "The file 'img/none.png' could not be found with <x>",
    missing: 'img/none.png',
    referring: 'css/a.css',
    file: 'assets/css/a.css',
    line: 3,
  })}`;
  const { what, next } = wordsFor(explain('[app 1/1] RUN python /build/app.py', output)!);
  expect(what).toContain('img/none.png does not exist, and css/a.css (assets/css/a.css:3) refers to it.');
  expect(next[0]).toBe('Add the file, or take the reference out.');
});

it('says of a mirror that does not answer what it was asked for, and that the project is not to blame', () => {
  const missed = [
    { url: 'http://deb.example/debian/InRelease', reason: 'Connection reset by peer' },
    { url: 'http://deb.example/security/InRelease', reason: '503 Busy' },
  ];
  const output = `E: one\nsimple-deploy-failure ${JSON.stringify({ kind: 'system-packages', missed })}`;
  const { what, found, next } = wordsFor(explain('[libraries 1/1] RUN x', output)!);
  expect(what).toContain('http://deb.example/debian/InRelease: Connection reset by peer');
  expect(found).toEqual(['http://deb.example/security/InRelease: 503 Busy']);
  expect(next[0]).toBe('Build again in a while: the network or the mirror is at fault, nothing of the project.');
  const alone = `E: one\nsimple-deploy-failure ${JSON.stringify({ kind: 'system-packages', missed: missed.slice(1) })}`;
  expect(wordsFor(explain('[app 1/1] RUN x', alone)!)).toMatchObject({ found: ['E: one'] });
});

it('says which Debian package is unknown, what is written alike, and who needs it', () => {
  const mark = (failure: object): string =>
    `simple-deploy-failure ${JSON.stringify({ kind: 'system-packages', ...failure })}`;
  const mine = mark({ unknown: ['libgdal32'], nearest: { libgdal32: ['libgdal36'] }, release: 'trixie' });
  const { what, found, next } = wordsFor(explain('[libraries 1/1] RUN x', mine)!);
  expect([what, ...(found ?? [])]).toEqual(expect.arrayContaining(['Debian trixie has no package libgdal32.']));
  expect(found).toEqual(['instead of libgdal32 it has libgdal36']);
  const typed = mark({ unknown: ['ffmepg'], nearest: { ffmepg: ['ffmpeg'] }, release: 'trixie' });
  expect(wordsFor(explain('[libraries 1/1] RUN x', typed)!).next).toEqual([
    'Correct apt-packages in the configuration, or --apt-package.',
  ]);
  const gone = mark({ unknown: ['wkhtmltopdf'], nearest: {}, release: 'trixie' });
  const words = wordsFor(explain('[libraries 1/1] RUN x', gone)!);
  expect(words.found?.join()).toContain('needed by pdfkit');
  expect(words.next.join()).toContain('--base-image python:3.13-slim-bookworm');
  expect(next.join()).not.toContain('bookworm');
  const older = {
    unknown: ['libgdal36', 'libproj25'],
    nearest: { libgdal36: ['libgdal28'], libproj25: ['libproj19', 'x'] },
  };
  expect(wordsFor(explain('[libraries 1/1] RUN x', mark({ ...older, release: 'bullseye' }))!).next).toEqual([
    'Take what it has instead: --without-apt-package libgdal36 --apt-package libgdal28 --without-apt-package libproj25 --apt-package libproj19',
  ]);
});

it('names the Debian package of a library that an import misses, and the line to write', () => {
  const output = `simple-deploy-failure {"kind":"application","exception":"ImportError","message":"libGL.so.1: cannot open shared object file: No such file or directory"}`;
  const { next } = wordsFor(explain('[app 1/1] RUN python /build/app.py', output)!);
  expect(next.join()).toContain('apt-packages = ["libgl1"]');
  expect(next.join()).toContain('--apt-package libgl1');
});

it('believes the last of several marks: the settings of a project may print one', () => {
  const output = 'simple-deploy-failure {"kind":"collectstatic"}\nsimple-deploy-failure {"kind":"system-packages"}';
  expect(explain('[packages 1/2] RUN x', output)).toMatchObject({ code: 'system-package-does-not-install' });
});

it('leaves a step that it does not know to others', () => {
  expect(explain('[app 1/1] RUN python /build/app.py', 'Killed')).toBeUndefined();
  expect(explain('[packages 1/1] RUN x', 'Killed')).toBeUndefined();
});

it.each([
  ['debug_toolbar', 'django-debug-toolbar', '--group dev'],
  ['nobody_knows', 'nobody-knows', '--extra more'],
])('%s, which a group or an extra of the project has that is not installed', (module, distribution, option) => {
  const mark = { kind: 'settings', exception: 'ModuleNotFoundError', message: `No module named '${module}'` };
  const notInstalled = [
    { kind: 'group', name: 'dev', brings: ['pytest', 'django-debug-toolbar'] },
    { kind: 'extra', name: 'more', brings: ['nobody-knows'] },
  ] as const;
  const lines = [`simple-deploy-failure ${JSON.stringify(mark)}`];
  const problem = explainBuildFailure('[app 1/1] RUN x', lines, 'base', { notInstalled })!;
  expect(problem).toMatchObject({ distribution });
  expect(wordsFor(problem).next[0]).toContain(`${distribution} has it`);
  expect(wordsFor(problem).next[0]).toContain(option);
});
