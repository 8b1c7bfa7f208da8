import { expect, test } from 'vitest';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { project } from '../project.ts';

const find = (texts: Readonly<Record<string, string>>) =>
  findDependencies(project({ 'a/b/manage.py': '', ...texts }), 'a/b');

test.each([
  ['Dockerfile', 'COPY d/requirements.txt /app/'],
  ['docker/Dockerfile.prod', 'RUN pip install -r d/requirements.txt'],
  ['Makefile', '\tpip install -r d/requirements.txt'],
  ['.github/workflows/ci.yml', '      - run: pip install -r d/requirements.txt'],
])('of several elsewhere the one that %s installs', (path, text) => {
  const texts = { 'c/requirements.txt': 'Django', 'd/requirements.txt': 'Django', [path]: `FROM x\n${text}\n` };
  const { dependencies, fatal } = find(texts);
  expect(fatal).toBeUndefined();
  expect(dependencies).toMatchObject({ value: { files: ['d/requirements.txt'] }, why: `${path}:2 installs from it` });
});

test('a Dockerfile that names both, or a file of the same name only, decides nothing', () => {
  const texts = { 'c/requirements.txt': 'Django', 'd/requirements.txt': 'Django' };
  const both = 'COPY c/requirements.txt .\nCOPY d/requirements.txt .';
  expect(find({ ...texts, Dockerfile: both }).fatal?.code).toBe('dependencies-missing');
  expect(find({ ...texts, Dockerfile: 'COPY requirements.txt .' }).fatal?.code).toBe('dependencies-missing');
});

test('of equally likely files the one that the Dockerfile installs', () => {
  const texts = { 'requirements-a.txt': 'Django', 'requirements-b.txt': 'Django' };
  const found = find({ ...texts, Dockerfile: 'RUN pip install --no-cache-dir -r ./requirements-b.txt' });
  expect(found.fatal).toBeUndefined();
  expect(found.dependencies.value.files).toEqual(['requirements-b.txt']);
});

const split = {
  'requirements.txt': '-r requirements-server.txt\n-r requirements-worker.txt\n',
  'requirements-server.txt': 'Django\n',
  'requirements-worker.txt': 'Django\ncelery\n',
};
const server =
  'COPY ./requirements-server.txt ./requirements-server.txt\nRUN pip install -r ./requirements-server.txt\n';

function inFolder(texts: Readonly<Record<string, string>>) {
  const { dependencies, considered } = findDependencies(project({ 'manage.py': '', ...split, ...texts }), '.');
  return { file: dependencies.value.files[0], why: dependencies.why, considered };
}

test('what the Dockerfile installs goes before requirements.txt', () => {
  expect(inFolder({})).toMatchObject({ file: 'requirements.txt' });
  expect(inFolder({ Dockerfile: server })).toMatchObject({
    file: 'requirements-server.txt',
    why: 'Dockerfile:1 installs from it',
    considered: [
      { value: 'pip requirements.txt', why: 'requirements-server.txt comes first' },
      { value: 'pip requirements-worker.txt', why: 'requirements-server.txt comes first' },
    ],
  });
});

test('a file that is copied under another name is not the one of that name', () => {
  const renamed = 'COPY ./requirements-server.txt ./requirements.txt\nRUN pip install -r ./requirements.txt\n';
  expect(inFolder({ Dockerfile: renamed }).file).toBe('requirements-server.txt');
  const another = 'COPY ./bot.txt ./requirements.txt\nRUN pip install -r ./requirements.txt\n';
  expect(inFolder({ Dockerfile: server, 'Dockerfile.bot': another }).file).toBe('requirements-server.txt');
});

test("a file beside another's Dockerfile is the one that it means", () => {
  const texts = { 'kube/Dockerfile': 'COPY requirements.txt .', 'kube/requirements.txt': 'requests' };
  expect(inFolder({ ...texts, Dockerfile: server }).file).toBe('requirements-server.txt');
});

test.each([
  ['it says the same', { Dockerfile: server, 'requirements.txt': '-r requirements-server.txt' }],
  ['two of them are installed', { Dockerfile: `${server}COPY requirements-worker.txt .` }],
  ['requirements.txt is installed too', { Dockerfile: `${server}COPY requirements.txt .` }],
  ["another service's Dockerfile installs it", { 'server/Dockerfile': 'COPY ./requirements-server.txt .' }],
  ['continuous integration alone installs it', { Makefile: 'pip install -r requirements-server.txt' }],
])('requirements.txt stays the first where %s', (_, texts) => {
  expect(inFolder(texts).file).toBe('requirements.txt');
});

test('of several that are copied the one that no other includes', () => {
  const files = { 'req/base.txt': 'Django==5.2\nredis\n', 'req/live.txt': '-r base.txt\n' };
  const Dockerfile = 'COPY req/base.txt req/live.txt ./req/\n';
  const old = { 'manage.py': '', 'requirements.txt': 'Django==4.0\n', ...files };
  const chosen = (text: string) => findDependencies(project({ ...old, Dockerfile: text }), '.').dependencies;
  expect(chosen(Dockerfile)).toMatchObject({
    value: { files: ['req/live.txt', 'req/base.txt'] },
    why: 'Dockerfile:1 installs from it',
  });
  const more = `${Dockerfile}COPY requirements.txt .\n`;
  expect(chosen(more).value.files[0]).toBe('requirements.txt');
  expect(chosen(`${more}RUN pip install -r req/live.txt\n`).why).toBe('Dockerfile:3 installs from it');
});

const stages = {
  'manage.py': '',
  'requirements.txt': '-r requirements/base.txt\nredis\n',
  'requirements/base.txt': 'Django==5.2\n',
  'requirements/local.txt': '-r base.txt\nipdb\n',
  'requirements/production.txt': '-r base.txt\nsentry-sdk\n',
};
const live = 'COPY /requirements /app/requirements\nRUN pip install -r /app/requirements/production.txt\n';

test.each([
  ['compose/production/django/Dockerfile', live, 'requirements/production.txt'],
  ['Dockerfile', live, 'requirements/production.txt'],
  ['compose/other/Dockerfile', live, 'requirements.txt'],
  ['compose/production/Makefile', live, 'requirements.txt'],
  ['Dockerfile', live.replaceAll('/requirements', '/others'), 'requirements.txt'],
])('a path of the image ends as that of the project: in %s, %j', (path, text, expected) => {
  const local = 'COPY requirements.txt .\nRUN pip install -r requirements.txt\n';
  const files = project({ ...stages, 'compose/local/django/Dockerfile': local, [path]: text });
  expect(findDependencies(files, '.').dependencies.value.files[0]).toBe(expected);
});

test('by the folder that a Dockerfile works in, and what it has copied there', () => {
  const texts = {
    'src/manage.py': '',
    'src/requirements.txt': 'Django\n',
    'src/requirements/bundle.txt': 'Django\ncelery\n',
    'src/requirements/upstream.txt': 'Django\nrequests\n',
  };
  const chosen = (Dockerfile: string) =>
    findDependencies(project({ ...texts, Dockerfile }), 'src').dependencies.value.files[0];
  const lines = (argument: string, copy: string) =>
    `FROM x\n${argument}\nCOPY ${copy}\nWORKDIR /srv/site\nRUN pip install -r requirements/\${VARIANT}.txt\n`;
  expect(chosen(lines('ARG VARIANT=bundle', 'src /srv/site/'))).toBe('src/requirements/bundle.txt');
  expect(chosen(lines('ARG VARIANT=upstream', 'src /srv/site/'))).toBe('src/requirements/upstream.txt');
  expect(chosen(lines('ARG VARIANT', 'src /srv/site/'))).toBe('src/requirements.txt');
  expect(chosen(lines('ARG VARIANT=bundle', 'docs /srv/site/'))).toBe('src/requirements.txt');
});

test('of another branch, when the Dockerfile that installs it takes the folder of manage.py into its image', () => {
  const texts = {
    'site/manage.py': '',
    'site/REQUIREMENTS_old.txt': 'Django==1.8\n',
    'ops/docker/REQUIREMENTS.txt': 'Django\ncelery\n',
  };
  const find = (copy: string) => {
    const Dockerfile = `FROM x\n${copy}\nADD ops/docker/REQUIREMENTS.txt /REQUIREMENTS.txt\nRUN pip install -r /REQUIREMENTS.txt\n`;
    return findDependencies(project({ ...texts, 'ops/docker/Dockerfile': Dockerfile }), 'site').dependencies;
  };
  expect(find('ADD site /srv/site')).toMatchObject({
    value: { files: ['ops/docker/REQUIREMENTS.txt'] },
    why: 'ops/docker/Dockerfile:4 installs from it',
  });
  expect(find('ADD other /srv/site').value.files).toEqual(['site/REQUIREMENTS_old.txt']);
  expect(find('ADD other site').value.files).toEqual(['site/REQUIREMENTS_old.txt']);
});

test('what is installed, not what is compiled before', () => {
  const texts = { 'requirements/live.in': 'Django\n', 'requirements/live.txt': 'Django==5.2\n', 'manage.py': '' };
  const Dockerfile =
    'FROM x\nCOPY requirements /requirements\nRUN pip-compile /requirements/live.in\nRUN pip install -r /requirements/live.txt\n';
  const { dependencies } = findDependencies(project({ ...texts, Dockerfile }), '.');
  expect(dependencies.value.files).toEqual(['requirements/live.txt']);
});
