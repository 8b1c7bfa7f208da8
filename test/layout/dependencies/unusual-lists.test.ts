import { expect, it } from 'vitest';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { project } from '../project.ts';

const list = '# what we need\nDjango>=5  # the site\n\npillow\n-i https://pypi.org/simple\n';

function find(texts: Readonly<Record<string, string>>) {
  const { dependencies, fatal, considered } = findDependencies(project({ 'web/manage.py': '', ...texts }), 'web');
  const { manager, files, requirements } = dependencies.value;
  return {
    manager,
    file: files[0],
    names: requirements.map(({ name }) => name),
    why: dependencies.why,
    fatal,
    considered,
  };
}

it('a list of requirements under a name of the project own, where no manifest of a usual name brings Django', () => {
  const why = 'it lists requirements, and no manifest of a usual name brings Django';
  expect(find({ 'packages.txt': list, 'bot/requirements.txt': 'aiogram' })).toMatchObject({
    manager: 'pip',
    file: 'packages.txt',
    names: ['django', 'pillow'],
    why,
    fatal: undefined,
  });
  expect(find({ 'packages.txt': list, 'web/site.pip': list }).file).toBe('web/site.pip');
});

it.each([
  ['prose', 'Django is what we use.\nSee the docs.\n'],
  ['prose of one line', 'Django\nwas written for newspapers\n'],
  ['a list of names without Django', 'flask\n'],
  ['what only begins so', 'django-extensions\n'],
])('%s is none', (_, text) => {
  expect(find({ 'packages.txt': text })).toMatchObject({ manager: 'none', fatal: { code: 'dependencies-missing' } });
});

it('one for development, and one elsewhere in the tree, is none', () => {
  expect(find({ 'packages-dev.txt': list, 'docs/packages.txt': list }).manager).toBe('none');
});

it('of several the one that the Dockerfile installs, else the plainest name, else it is asked', () => {
  const several = { 'pip-app.txt': list, 'pip-app-old.txt': 'Django==3.2' };
  expect(find(several)).toMatchObject({
    file: 'pip-app.txt',
    fatal: undefined,
    considered: [{ value: 'pip pip-app-old.txt', why: 'pip-app.txt comes first' }],
  });
  const witnessed = find({ ...several, Dockerfile: 'FROM python\nRUN pip install -r pip-app-old.txt\n' });
  expect(witnessed).toMatchObject({ file: 'pip-app-old.txt', why: 'Dockerfile:2 installs from it', fatal: undefined });
  expect(find({ 'one.txt': list, 'two.txt': list }).fatal).toEqual({
    code: 'dependencies-several',
    candidates: ['one.txt', 'two.txt'],
  });
  expect(find({ 'pip.txt': list, 'pipes.txt': list }).fatal).toMatchObject({ code: 'dependencies-several' });
});
