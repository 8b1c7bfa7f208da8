import { expect, test } from 'vitest';
import { corrected } from '../../../scripts/corpus/corrections.ts';

const project = { repo: 'a/b', manage_py: 'web/manage.py', manager: 'poetry' };
const correction = {
  repo: 'a/b',
  fact: 'manager',
  recorded: 'poetry',
  is: 'pip',
  where: 'Dockerfile:3',
  because: 'the image is built by pip',
} as const;

test('a correction replaces what it names', () => {
  expect(corrected(project, [correction])).toEqual({
    project: { ...project, manager: 'pip' },
    applied: [correction],
  });
  expect(corrected(project, [{ ...correction, manage_py: 'web/manage.py' }]).applied).toHaveLength(1);
});

test.each([
  ['of another repository', { repo: 'a/c' }],
  ['of another project of the repository', { manage_py: 'api/manage.py' }],
  ['whose record has changed', { recorded: 'uv' }],
])('one %s does not', (_, other) => {
  expect(corrected(project, [{ ...correction, ...other }])).toEqual({ project, applied: [] });
});

test('what is not recorded is corrected as null, and lists are compared by their members', () => {
  const python = { ...correction, fact: 'python', recorded: null, is: '3.12' } as const;
  expect(corrected(project, [python]).project).toMatchObject({ python: '3.12' });
  const files = { ...correction, fact: 'requirements', recorded: ['a', 'b'], is: ['c'] } as const;
  expect(corrected({ ...project, requirements: ['a', 'b'] }, [files]).project.requirements).toEqual(['c']);
});

test('the code with which it is right to stop can be what was not recorded', () => {
  const stops = { ...correction, fact: 'stops', recorded: null, is: 'python-two' } as const;
  expect(corrected(project, [stops]).project).toMatchObject({ stops: 'python-two' });
});
