import { describe, expect, it } from 'vitest';
import { explainBuildFailure } from '../../src/build-plan/build-failure.ts';
import { wordsFor } from '../../src/messages.ts';

const base = 'example/python:3';
const packages = '[packages 1/1] RUN --mount=type=bind,source=x,target=/build python3 /build/packages.py';
const explain = (step: string, output: string): ReturnType<typeof explainBuildFailure> =>
  explainBuildFailure(step, output.split('\n'), base);

describe('a dependency that does not install', () => {
  it.each([
    [
      'that nobody published',
      `Using Python 3.11.2 environment at: /venv
error: No solution found when resolving dependencies
  cause: Because blog-tools was not found in the package registry and you require blog-tools==1.0.0, we can conclude that your requirements are unsatisfiable.`,
      { name: 'blog-tools==1.0.0', reason: 'blog-tools was not found in the package registry' },
    ],
    [
      'of which there is no such version',
      `error: No solution found when resolving dependencies
  cause: Because there is no version of whitenoise==99 and you require whitenoise==99, we can conclude that your requirements are unsatisfiable.`,
      { name: 'whitenoise==99', reason: 'there is no version of whitenoise==99' },
    ],
    [
      'asked for in two versions',
      `error: No solution found when resolving dependencies
  cause: Because you require django==5.2.19 and django<4, we can conclude that your requirements are unsatisfiable.`,
      { name: 'django==5.2.19', reason: 'you require django==5.2.19 and django<4' },
    ],
    [
      'for another Python',
      `error: No solution found when resolving dependencies
  cause: Because the current Python version (3.11.2) does not satisfy Python>=3.12 and django==6.1 depends on Python>=3.12, we can conclude that django==6.1 cannot be used.
         And because you require django==6.1, we can conclude that your requirements are unsatisfiable.`,
      {
        name: 'django==6.1',
        reason:
          'the current Python version (3.11.2) does not satisfy Python>=3.12 and django==6.1 depends on Python>=3.12',
      },
    ],
    [
      'that does not compile',
      `Resolved 6 packages in 309ms
   Building psycopg2==2.9.9
error: Failed to build \`psycopg2==2.9.9\`
  cause: The build backend returned an error
  cause: Call to \`setuptools.build_meta:__legacy__.get_requires_for_build_wheel\` failed (exit status: 1)

         [stdout]
         running egg_info

         [stderr]
           self._finalize_license_expression()

         Error: pg_config executable not found.

         pg_config is required to build psycopg2 from source.

hint: Build failures usually indicate a problem with the package or the build environment`,
      { name: 'psycopg2==2.9.9', reason: 'Error: pg_config executable not found.' },
    ],
    [
      'whose C code this Python refuses, after another attempt',
      `error: Failed to build \`psycopg2==2.9.6\`
  cause: The build backend returned an error
Compiling needs Debian packages: gcc libpq-dev
error: Failed to build \`psycopg2==2.9.6\`
  cause: The build backend returned an error

         [stderr]
         psycopg/utils.c:397:12: error: implicit declaration of function ‘x’
           397 |     return x();
         error: Command '['gcc', '-Wall', '-DPSYCOPG_VERSION=2.9.6 (dt dec pq3)']' returned non-zero exit status 1.`,
      {
        name: 'psycopg2==2.9.6',
        compiled: true,
        reason: 'psycopg/utils.c:397:12: error: implicit declaration of function ‘x’',
      },
    ],
    [
      'that cannot be fetched',
      `error: Failed to download and build \`pkg @ https://nosuch.invalid/x.zip\`
  cause: Request failed after 3 retries in 10.4s
  cause: failed to lookup address information: Name or service not known`,
      {
        name: 'pkg @ https://nosuch.invalid/x.zip',
        reason: 'failed to lookup address information: Name or service not known',
      },
    ],
    [
      'that is not a requirement',
      `error: Couldn't parse requirement in \`requirements.txt\` at position 15
  cause: Expected one of \`@\`, \`(\`, found \`b\`
         foo bar baz
             ^`,
      {
        reason: expect.stringContaining(
          "Couldn't parse requirement in `requirements.txt` at position 15. Expected one of",
        ),
      },
    ],
  ])('%s', (_, output, expected) => {
    expect(explain(packages, output)).toMatchObject({ code: 'dependency-does-not-install', ...expected });
  });

  it('is the one that failed last: what failed before was repaired, by a compiler for instance', () => {
    const output = `error: Failed to build \`first==1\`\n  cause: no compiler\nCompiling needs Debian packages: gcc
error: Failed to build \`second==2\`\n  cause: no luck`;
    expect(explain(packages, output)).toMatchObject({ name: 'second==2', reason: 'no luck' });
  });

  it('is named first, with the reason, and with few lines', () => {
    const output = `error: Failed to build \`x==1\`\n  cause: The build backend returned an error\n${'noise\n'.repeat(300)}`;
    const problem = explain(packages, output);
    expect(problem).toBeDefined();
    const words = wordsFor(problem!);
    expect(words.what).toBe('x==1 does not install: The build backend returned an error');
    expect(words.found!.length).toBeLessThan(15);
  });
});

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
  ['ModuleNotFoundError', "No module named 'distutils'", '', '--python 3.11'],
  ['ModuleNotFoundError', "No module named 'rest_framework'", '', 'Add what is missing'],
  ['AttributeError', "module 'marshmallow' has no attribute '__version__'", 'environs', 'fails inside environs'],
  ['ImproperlyConfigured', 'Set the X environment variable', 'environ', 'Correct that line'],
  ['TypeError', 'x', '', 'Correct that line'],
])('knows what to do about %s: %s', (exception, message, inside, repair) => {
  const mark = JSON.stringify({ kind: 'settings', exception, message, package: inside });
  const problem = explain('[app 1/1] RUN python /build/app.py', `simple-deploy-failure ${mark}`);
  expect(wordsFor(problem!).next.join()).toContain(repair);
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

it('says which Debian package is unknown, what is written alike, and who needs it', () => {
  const mark = (failure: object): string =>
    `simple-deploy-failure ${JSON.stringify({ kind: 'system-packages', ...failure })}`;
  const mine = mark({ unknown: ['libgdal32'], nearest: { libgdal32: ['libgdal36'] }, release: 'trixie' });
  const { what, found, next } = wordsFor(explain('[libraries 1/1] RUN x', mine)!);
  expect([what, ...(found ?? [])]).toEqual(expect.arrayContaining(['Debian trixie has no package libgdal32.']));
  expect(found).toEqual(['instead of libgdal32 it has libgdal36']);
  const typed = mark({ unknown: ['ffmepg'], nearest: { ffmepg: ['ffmpeg'] }, release: 'trixie' });
  expect(wordsFor(explain('[libraries 1/1] RUN x', typed)!).next.join()).toContain('apt-packages');
  const gone = mark({ unknown: ['wkhtmltopdf'], nearest: {}, release: 'trixie' });
  const words = wordsFor(explain('[libraries 1/1] RUN x', gone)!);
  expect(words.found?.join()).toContain('needed by pdfkit');
  expect(words.next.join()).toContain('--base-image python:3.13-slim-bookworm');
  expect(next.join()).not.toContain('bookworm');
});

it('names the Debian package of a library that an import misses, and the line to write', () => {
  const output = `simple-deploy-failure {"kind":"application","exception":"ImportError","message":"libGL.so.1: cannot open shared object file: No such file or directory"}`;
  const { next } = wordsFor(explain('[app 1/1] RUN python /build/app.py', output)!);
  expect(next.join()).toContain('apt-packages = ["libgl1"]');
  expect(next.join()).toContain('--apt-package libgl1');
});

it('names what a compilation looked for in vain, and the line to write', () => {
  const output = `error: Failed to build \`x==1\`
  cause: Call to \`setuptools.build_meta\` failed
         [stderr]
         x.c:1:10: fatal error: virt.h: No such file or directory
         error: command '/usr/bin/gcc' failed with exit code 1`;
  const { next } = wordsFor(explain('[packages 2/2] RUN x', output)!);
  expect(next.join()).toContain('looks for virt.h');
  expect(next.join()).toContain('apt-packages = ["lib…-dev"]');
});

it('believes the last of several marks: the settings of a project may print one', () => {
  const output = 'simple-deploy-failure {"kind":"collectstatic"}\nsimple-deploy-failure {"kind":"system-packages"}';
  expect(explain('[packages 1/2] RUN x', output)).toMatchObject({ code: 'system-package-does-not-install' });
});

it('leaves a step that it does not know to others', () => {
  expect(explain('[app 1/1] RUN python /build/app.py', 'Killed')).toBeUndefined();
  expect(explain('[packages 1/1] RUN x', 'Killed')).toBeUndefined();
});
