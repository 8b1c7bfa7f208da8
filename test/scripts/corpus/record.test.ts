import { expect, test } from 'vitest';
import { readRecord, RecordError, startOf } from '../../../scripts/corpus/record.ts';

test('a record is a list, or an object with one; facts may stand in `needs`, and requirements be called deps', () => {
  const project = { repo: 'a/b', manage_py: 'src/manage.py', deps: ['requirements.txt'], notes: 'for people' };
  const read = { repo: 'a/b', manage_py: 'src/manage.py', requirements: ['requirements.txt'] };
  expect(readRecord(JSON.stringify([project]))).toEqual([read]);
  const needs = { asgi: true, env_required: ['SECRET_KEY'], redis: true };
  expect(readRecord(JSON.stringify({ about: '', projects: [{ ...project, needs }] }))).toEqual([
    { ...read, asgi: true, env_required: ['SECRET_KEY'] },
  ]);
});

test.each([
  ['{', /no JSON/],
  ['{"projects": 3}', /list of projects/],
  ['[{"manage_py": "manage.py"}]', /project 1 has no `repo`/],
])('what is no record is refused: %s', (text, words) => {
  expect(() => readRecord(text)).toThrow(RecordError);
  expect(() => readRecord(text)).toThrow(words);
});

test('a user starts in the recorded folder, or, where several projects are in it, beside the manage.py', () => {
  const [one, two] = ['a', 'b'].map((step) => ({
    repo: 'x/y',
    project_root: 'lesson',
    manage_py: `lesson/${step}/manage.py`,
  }));
  if (one === undefined || two === undefined) throw new Error('two projects');
  expect(startOf(one, [one])).toBe('lesson');
  expect(startOf(one, [one, two])).toBe('lesson/a');
  expect(startOf({ repo: 'x/y', manage_py: 'deep/manage.py' }, [one, two])).toBe('.');
  expect(startOf({ repo: 'x/z', manage_py: 'manage.py' }, [{ repo: 'x/z' }, { repo: 'x/z' }])).toBe('.');
});
