import { expect, test } from 'vitest';
import { filesBesideCode, pythonFiles } from '../../src/layout/files-by-kind.ts';
import type { ProjectFile } from '../../src/values/project-files.ts';
import { project } from './project.ts';

const paths = (files: readonly ProjectFile[]): readonly string[] => files.map(({ path }) => path);

test('code, texts for people and what is shown are apart from what configures, each in the order of the list', () => {
  const files = project({
    'web/manage.py': '',
    'web/setup.py': '',
    'web/templates/base.html': '',
    'web/static/site.css': '',
    'web/package.json': '',
    'README.md': '',
    Dockerfile: '',
    'docker/web.Dockerfile': '',
    '.env': '',
    'requirements.txt': '',
    'logo.svg': '',
    'deploy/web.service': '',
    'web/py': '',
  });
  expect(paths(pythonFiles(files))).toEqual(['web/manage.py', 'web/setup.py']);
  expect(paths(filesBesideCode(files))).toEqual([
    '.env',
    'Dockerfile',
    'deploy/web.service',
    'docker/web.Dockerfile',
    'requirements.txt',
    'web/package.json',
    'web/py',
    'web/setup.py',
  ]);
});

test('links count, folders and sockets do not, whatever their name', () => {
  const list: readonly ProjectFile[] = [
    { path: 'a.py', kind: 'directory' },
    { path: 'b.py', kind: 'symlink', target: 'c.py' },
    { path: 'c.toml', kind: 'other' },
    { path: 'd.toml', kind: 'symlink', target: 'e.toml' },
  ];
  const files = { ...project({}), list };
  expect(paths(pythonFiles(files))).toEqual(['b.py']);
  expect(paths(filesBesideCode(files))).toEqual(['d.toml']);
});
