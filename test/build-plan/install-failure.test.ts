import { describe, expect, it } from 'vitest';
import { explainBuildFailure } from '../../src/build-plan/build-failure.ts';
import { wordsFor } from '../../src/messages.ts';

const base = 'example/python:3';
const packages = '[packages 1/1] RUN --mount=type=bind,source=x,target=/build python3 /build/packages.py';
const explain = (step: string, output: string): ReturnType<typeof explainBuildFailure> =>
  explainBuildFailure(step, output.split('\n'), base);

it('a lock file that its own manager cannot read is to be written anew', () => {
  const output = 'error: The lock file cannot be read\n  cause: It is too old. Regenerate it with `poetry lock`.';
  const problem = explain(packages, output);
  expect(problem).toMatchObject({ isOfLock: true, reason: 'It is too old. Regenerate it with `poetry lock`.' });
  expect(wordsFor(problem!).next[0]).toContain('Write the lock file anew');
});

it('a repository that git does not reach is told in its words', () => {
  const git = "unable to access 'https://git.invalid/a/keys.git/': Could not resolve host: git.invalid";
  const cause = `process didn't exit successfully: \`/usr/bin/git fetch\` (exit status: 128) --- stderr fatal: ${git}`;
  const problem = explain(
    packages,
    `error: Failed to download and build \`keys @ git+https://git.invalid/a/keys\`\n  cause: ${cause}`,
  );
  expect(problem).toMatchObject({ name: 'keys @ git+https://git.invalid/a/keys', reason: git });
  expect(wordsFor(problem!).next[0]).toMatch(/^git does not reach that host from the build: /);
});

it('a release whose metadata nobody reads any more is to be replaced', () => {
  const because = 'Because pandas==0.23.4 has invalid metadata and you require pandas==0.23.4, we can conclude that x.';
  const problem = explain(packages, `error: No solution found when resolving dependencies\n  cause: ${because}`);
  expect(wordsFor(problem!).next[0]).toMatch(/: require a newer release, then build again\.$/);
});

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

it.each([
  ['Python>=3.12', base, 'name one with 3.12, --base-image python:3.12-slim'],
  ['Python>=3.12', 'python:3.11-slim-trixie', 'Build with a Python that it runs on: --python 3.12'],
  ['Python>=3.8,<3.11', 'python:3.11-slim-trixie', '--python 3.10'],
  ['Python>=3.99', 'python:3.11-slim-trixie', 'No Python that is out is >=3.99'],
])('says which Python a requirement needs: %s on %s', (asks, baseImage, repair) => {
  const output = `error: No solution found when resolving dependencies
  cause: Because the current Python version (3.11.2) does not satisfy ${asks} and django==6.1 depends on ${asks}, we can conclude that django==6.1 cannot be used.
         And because you require django==6.1, we can conclude that your requirements are unsatisfiable.`;
  const problem = explainBuildFailure(packages, output.split('\n'), baseImage);
  expect(wordsFor(problem!).next.join()).toContain(repair);
});

it('says that a lock is for another Python', () => {
  const mark = JSON.stringify({
    kind: 'lock',
    lock: 'poetry.lock',
    python: '3.11',
    marker: 'python_version == "3.10"',
  });
  const at = (baseImage: string) =>
    wordsFor(explainBuildFailure(packages, [`simple-deploy-failure ${mark}`], baseImage)!);
  expect(at(base).what).toContain('poetry.lock locks nothing for Python 3.11');
  expect(at(base).what).toContain('python_version == "3.10"');
  expect(at(base).next.join()).toContain(`${base} has Python 3.11`);
  expect(at('python:3.11-slim-trixie').next.join()).toContain('--python VERSION');
});

it('names the image of the one release that a lock is for', () => {
  const marker = 'python_full_version == "3.12.2"';
  const mark = JSON.stringify({ kind: 'lock', lock: 'poetry.lock', python: '3.12.13', marker });
  const { what, next } = wordsFor(
    explainBuildFailure(packages, [`simple-deploy-failure ${mark}`], 'python:3.12-slim-trixie')!,
  );
  expect(what).toContain('nothing for Python 3.12.13');
  expect(next[0]).toContain('--base-image python:3.12.2-slim');
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

it('says which release of GDAL each Debian has', () => {
  const output = `error: Failed to build \`gdal==3.8.4\`
  cause: The build backend returned an error
         [stderr]
         Exception: Python bindings of GDAL 3.8.4 require at least libgdal 3.8.4, but 3.6.2 was found`;
  const { what, next } = wordsFor(explain(packages, output)!);
  expect(what).toContain('but 3.6.2 was found');
  expect(next.join()).toContain('3.6.2 on bookworm, 3.10.3 on trixie');
  expect(next.join()).toContain('gdal==3.10.3');
});
