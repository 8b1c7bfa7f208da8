import { expect, test } from 'vitest';
import { findManagePy } from '../../src/layout/manage-py.ts';
import { managePy, project } from './project.ts';
import { problemOf } from '../support/problem-of.ts';

const two = {
  'shop/manage.py': managePy('shop.settings'),
  'shop/shop/settings.py': '',
  'blog/manage.py': managePy('blog.settings'),
  'blog/blog/settings.py': '',
};

test.each(['shop/manage.py', 'shop', 'shop/'])('--manage takes a whole path that lies in the project: %s', (path) => {
  const files = project(two);
  expect(findManagePy(files, { manage: `${files.root}/${path}` }).managePy.value).toBe('shop/manage.py');
});

test.each(['nowhere/manage.py', '../manage.py', '/etc/passwd', '/home/someone/other/shop/manage.py', ''])(
  '--manage "%s" is refused',
  (option) => {
    expect(problemOf(() => findManagePy(project(two), { manage: option }))).toMatchObject({
      code: 'manage-py-option-wrong',
    });
  },
);
