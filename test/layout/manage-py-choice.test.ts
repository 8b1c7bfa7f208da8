import { describe, expect, test } from 'vitest';
import { findManagePy } from '../../src/layout/manage-py.ts';
import { problemOf } from '../support/problem-of.ts';
import { managePy, project } from './project.ts';

describe('where nothing but sides is there', () => {
  const library = {
    'manage.py': managePy('lib.testapp.testsettings'),
    'lib/testapp/testsettings.py': '',
    'example_project/manage.py': managePy('settings'),
    'example_project/settings.py': '',
  };
  const reasons = (texts: Readonly<Record<string, string>>) =>
    findManagePy(project(texts)).considered.map(({ value, why }) => [value, why]);

  test('takes the example of a library, not the one of its tests, and not the variant of the example', () => {
    const texts = {
      ...library,
      'example_project_groups/manage.py': managePy('settings'),
      'example_project_groups/settings.py': '',
    };
    expect(findManagePy(project(texts)).managePy.value).toBe('example_project/manage.py');
    expect(reasons(texts)).toEqual([
      ['example_project_groups/manage.py', 'a variant of example_project/manage.py, by the name of its folder'],
      [
        'manage.py',
        'a test project (its settings are lib.testapp.testsettings), and example_project/manage.py is an example (example_project/)',
      ],
    ]);
  });

  test('lists all of them when that does not decide', () => {
    const texts = { ...library, 'demo/manage.py': managePy('settings'), 'demo/settings.py': '' };
    expect(problemOf(() => findManagePy(project(texts)))).toMatchObject({
      code: 'manage-py-several',
      candidates: [{ path: 'demo/manage.py' }, { path: 'example_project/manage.py' }, { path: 'manage.py' }],
    });
  });

  test.each([
    ['two examples of different names', 'examples/shop', 'examples/blog'],
    ['two steps of a lesson', 'lesson-1/step_1', 'lesson-1/step_2'],
    ['two steps, one of which begins like the other', 'lesson/step_1', 'lesson/step_1_2'],
  ])('asks among %s', (_, one, other) => {
    const texts = Object.fromEntries(
      [one, other].flatMap((folder) => [
        [`${folder}/manage.py`, managePy('settings')],
        [`${folder}/settings.py`, ''],
      ]),
    );
    expect(problemOf(() => findManagePy(project(texts))).code).toBe('manage-py-several');
  });

  test('a variant by its name is taken for none where both are projects of their own', () => {
    const texts = {
      'shop/manage.py': managePy('settings'),
      'shop/settings.py': '',
      'shop_admin/manage.py': managePy('settings'),
      'shop_admin/settings.py': '',
    };
    expect(problemOf(() => findManagePy(project(texts))).code).toBe('manage-py-several');
  });
});

test.each(['template/manage.py.jinja', 'manage.py-tpl', 'x/manage.py.j2'])('%s is a template of one', (path) => {
  const problem = problemOf(() => findManagePy(project({ [path]: managePy('x.settings'), 'copier.yml': '' })));
  expect(problem).toMatchObject({ code: 'manage-py-template', path, tool: 'copier' });
});
