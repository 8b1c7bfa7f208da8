import { expect, test } from 'vitest';
import { sinceSection } from '../../src/summary/since.ts';
import type { Deployed } from '../../src/values/deployed.ts';

const before: Deployed = {
  schemaVersion: 1,
  at: '2026-11-30T10:20:30.000Z',
  reference: 'simple-deploy/blog:1',
  sizes: { base: 100, app: 5 },
  files: { 'a.py': '1', 'b.py': '2', 'old.py': '3' },
  python: '3.12.1',
  packages: { django: '5.1', redis: '5.0' },
};

test('files, packages and Python that are other than at the last deployment are told', () => {
  const now = {
    ...before,
    files: { 'a.py': '1', 'b.py': 'x', 'new.py': '4' },
    python: '3.13.0',
    packages: { django: '5.2', celery: '5.4' },
  };
  expect(sinceSection(before, now)).toEqual([
    {
      heading: 'What changed since the last deployment (2026-11-30 10:20 UTC)',
      rows: [
        { name: 'files changed', value: '1: b.py' },
        { name: 'files new', value: '1: new.py' },
        { name: 'files gone', value: '1: old.py' },
        { name: 'packages changed', value: '1: django 5.1 → 5.2' },
        { name: 'packages new', value: '1: celery 5.4' },
        { name: 'packages gone', value: '1: redis 5.0' },
        { name: 'Python', value: '3.12.1 → 3.13.0' },
      ],
    },
  ]);
});

test('many names are cut, and counted', () => {
  const files = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`n${index}.py`, 'x']));
  const [section] = sinceSection(before, { ...before, files: { ...before.files, ...files } });
  expect(section?.rows).toEqual([
    { name: 'files new', value: '9: n0.py, n1.py, n2.py, n3.py, n4.py, n5.py, and 3 more' },
  ]);
});

test('the same tree says so, a first deployment nothing', () => {
  expect(sinceSection(before, before)[0]?.lines).toEqual(['Nothing in the project and its packages.']);
  expect([sinceSection(undefined, before), sinceSection(before, undefined)]).toEqual([[], []]);
});
