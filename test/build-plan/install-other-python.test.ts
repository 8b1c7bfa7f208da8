import { describe, expect, it } from 'vitest';
import { explainBuildFailure } from '../../src/build-plan/build-failure.ts';
import { wordsFor } from '../../src/messages.ts';

const packages = '[packages 1/1] RUN --mount=type=bind,source=x,target=/build python3 /build/packages.py';

describe('a release for another Python', () => {
  const next = (output: string, image = 'python:3.13-slim-trixie'): readonly string[] =>
    wordsFor(explainBuildFailure(packages, output.split('\n'), image)!).next;

  it('has wheels alone, and none for this one: the nearest is named', () => {
    const output = `Using Python 3.13.5 environment at: /venv
error: No solution found when resolving dependencies
  cause: Because blog-binary==3.2.1 has no wheels with a matching Python ABI tag (e.g., \`cp313\`) and you require blog-binary==3.2.1, we can conclude that your requirements are unsatisfiable.
hint: You require CPython 3.13 (\`cp313\`), but we only found wheels for \`blog-binary\` (v3.2.1) with the following Python ABI tags: \`cp38\`, \`cp311\`, \`cp312\``;
    expect(next(output).slice(0, 2)).toEqual([
      'Build with a Python that it runs on: --python 3.12',
      'or require a release that runs on Python 3.13.',
    ]);
    expect(next(output, 'mine:1')[0]).toContain('name one with 3.12');
  });

  const built = (minor: number, said: string): string => `Using Python 3.${minor}.2 environment at: /venv
error: Failed to build \`blog==1.0\`
  cause: The build backend returned an error

         [stderr]
         ${said}`;

  it.each([
    [11, 'blog.c:9:10: fatal error: longintrepr.h: No such file or directory', '--python 3.10'],
    [12, "ModuleNotFoundError: No module named 'distutils'", '--python 3.11'],
    [13, 'error in blog setup command: use_2to3 is invalid.', '--python 3.11'],
    [11, "ImportError: cannot import name 'Feature' from 'setuptools' (/x)", '--python 3.10'],
  ])('fails on 3.%i by what is gone: %s', (minor, said, option) => {
    expect(next(built(minor, said))[0]).toBe(`Build with a Python that it runs on: ${option}`);
    const late = built(minor, `File "/cache/x/lib/python3.${minor}/site-packages/setuptools/a.py"\n         ${said}`);
    expect(next(late.replace(/^Using .*\n/, ''))[0]).toContain(option);
    expect(next(built(minor, said)).join()).not.toContain('name the Debian package');
  });

  it('is not blamed where the Python is old enough', () => {
    expect(next(built(9, "ModuleNotFoundError: No module named 'distutils'"))[0]).toContain('No wheel of it fits');
    expect(next(built(11, "error: command 'gcc' failed"))[0]).toContain('No wheel of it fits');
  });

  it('has advice of its own where one is known', () => {
    const old = next(built(11, "Error: could not determine PostgreSQL version from '15.20'"));
    expect(old[0]).toContain('psycopg2-binary>=2.9');
    expect(old.join()).not.toContain('No wheel of it fits');
    const interpreter =
      'psycopg/psycopgmodule.c:689:18: error: invalid use of incomplete typedef ‘PyInterpreterState’ {aka ‘x’}';
    expect(next(built(8, interpreter))[0]).toMatch(/^psycopg2 before 2\.8\.4 .* psycopg2-binary==2\.8\.6/);
    const conflict = `error: No solution found when resolving dependencies
  cause: Because pdf==0.2.13 depends on report[cairo]>=4.0.4 and you require report==3.6.12, we can conclude that your requirements and pdf==0.2.13 are incompatible.`;
    expect(next(conflict)[0]).toBe(
      'Write report>=4.0.4 in the place of report==3.6.12, or leave that line out: pdf==0.2.13 brings it.',
    );
    const both = `error: No solution found when resolving dependencies
  cause: Because fire>=3.0.27 depends on report==2.11.1 and you require fire==3.0.27, we can conclude that you require report==2.11.1.
         And because you require report==2.22.0, we can conclude that your requirements are unsatisfiable.`;
    expect(next(both)[0]).toBe(
      'Write report==2.11.1 in the place of report==2.22.0, or leave that line out: fire==3.0.27 brings it.',
    );
    expect(next(both.replace('you require report==2.22.0', 'you require x==1'))[0]).toBe(
      'Correct the requirement, then build again.',
    );
    expect(next(conflict.replace('report[cairo]', 'other'))[0]).toBe('Correct the requirement, then build again.');
    const hash = 'error: Failed to install: blog\n  cause: Hash mismatch for `blog==1`\n         Expected:';
    expect(next(hash)[0]).toMatch(/lock anew .* it was locked against\.$/);
    expect(next(hash, 'mine:1')[0]).toContain('a base image with a Python that the lock is for, if mine:1 has another');
  });
});
