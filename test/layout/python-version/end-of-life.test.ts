import { expect, test } from 'vitest';
import { findPythonVersion } from '../../../src/layout/python-version.ts';
import { wordsFor } from '../../../src/messages.ts';
import type { Problem } from '../../../src/problems.ts';
import { project } from '../project.ts';

interface Given {
  readonly option?: string;
  readonly requirements?: readonly { readonly name: string; readonly version: string }[];
}

function find(texts: Readonly<Record<string, string>>, { option, requirements = [] }: Given = {}) {
  return findPythonVersion(project({ 'a/b/manage.py': '', ...texts }), 'a/b', option, { requirements, files: [] });
}

const django = (version: string): Given => ({ requirements: [{ name: 'django', version }] });

test('one without security fixes is used and told, and which the Django runs on that has them', () => {
  const { python, problems } = find({ '.python-version': '3.8.10' });
  expect(python.value.version).toBe('3.8');
  expect(problems).toEqual([
    { code: 'python-end-of-life', version: '3.8', where: '.python-version:1', ended: 'October 2024', newer: '3.13' },
  ]);
  const advised = (version: string) => find({ '.python-version': '3.8.10' }, django(version)).problems[0];
  expect(advised('4.2.20')).toMatchObject({ newer: '3.12', django: '4.2.20' });
  expect(advised('4.1.13')).toMatchObject({ newer: '3.11' });
  expect(advised('3.2.25')).toMatchObject({ django: '3.2.25' });
  expect(advised('3.2.25')).not.toHaveProperty('newer');
});

test('an old one that is asked for is used and told; one that is no version is refused', () => {
  const old = find({}, { option: '3.9' });
  expect(old.problems).toMatchObject([{ code: 'python-end-of-life', version: '3.9', where: '--python' }]);
  expect(old.fatal).toBeUndefined();
  const wrong = find({}, { option: 'newest' });
  expect(wrong.problems).toEqual([]);
  expect(wrong.fatal).toEqual({ code: 'python-version-unreadable', where: '--python', text: 'newest' });
});

test('the way from an old Python leads over Django where that bounds it', () => {
  const words = (problem: Problem) => wordsFor(problem).next.join('\n');
  const old = { code: 'python-end-of-life', version: '3.8', where: 'x/y', ended: 'October 2024' } as const;
  expect(words({ ...old, newer: '3.12', django: '4.2' })).toBe(
    'When the project runs on a newer one, use that: --python 3.12.',
  );
  expect(words({ ...old, django: '3.2.25' })).toContain('Django 3.2.25 runs on no Python that gets them');
});

test('one that no image can be made with is told with the oldest that can be tried', () => {
  const [note] = find({ 'runtime.txt': 'python-3.6.8' }, django('2.2.28')).problems;
  expect(note).toMatchObject({ code: 'python-end-of-life', version: '3.6', oldest: '3.8' });
  const { what, next } = wordsFor(note as Problem);
  expect(what).toContain('the oldest that an image can be made with is 3.8');
  expect(next[0]).toContain('--python 3.8');
  expect(find({ 'runtime.txt': 'python-3.8.8' }).problems[0]).not.toHaveProperty('oldest');
});
