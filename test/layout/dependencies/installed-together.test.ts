import { expect, test } from 'vitest';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { project } from '../project.ts';

const from = 'FROM python:3.13\n';
const install = `${from}RUN pip install -r requirements.txt\nRUN pip install -r requirements-prod.txt\n`;
const two = { 'requirements.txt': 'Django==5.2', 'requirements-prod.txt': 'gunicorn==23' };

function find(texts: Readonly<Record<string, string>>, projectDir = '.') {
  const { dependencies, considered } = findDependencies(project(texts), projectDir);
  const { files, also, requirements } = dependencies.value;
  return { files, also, names: requirements.map(({ name }) => name), why: dependencies.why, considered };
}

test('lists that the Dockerfile installs one after the other are installed together, what they name twice once', () => {
  expect(find({ ...two, Dockerfile: install })).toEqual({
    files: ['requirements.txt', 'requirements-prod.txt'],
    also: ['requirements-prod.txt'],
    names: ['django', 'gunicorn'],
    why: 'Dockerfile:3 installs them together',
    considered: [],
  });
});

test('so are two that both take in a third, by one line, and another is passed over', () => {
  const lists = {
    'requirements/base.txt': 'Django==5.2',
    'requirements/mysql.txt': '-r base.txt\nmysqlclient==2.2',
    'requirements/postgres.txt': '-r base.txt\npsycopg==3.3',
    'requirements/docs.in': '-r base.txt\nsphinx',
  };
  const line =
    'RUN python -m venv /venv && \\\n    pip install -r requirements/mysql.txt -r requirements/postgres.txt\n';
  const { files, also, considered } = find({ ...lists, Dockerfile: `${from}COPY . /app\nWORKDIR /app\n${line}` });
  expect(files).toEqual(['requirements/mysql.txt', 'requirements/base.txt', 'requirements/postgres.txt']);
  expect(also).toEqual(['requirements/postgres.txt']);
  expect(considered).toEqual([]);
});

test('what another Dockerfile of the repository takes into its image is found from the folder that it is built in', () => {
  const copied = 'COPY shop/requirements.txt shop/requirements-prod.txt ./\nCOPY shop /app\n';
  const texts = {
    'backend/shop/requirements.txt': 'Django==5.2',
    'backend/shop/requirements-prod.txt': 'uwsgi==2.0',
    'backend/docker/shop.Dockerfile': `${from}COPY shop/requirements.txt /app/requirements.txt
COPY shop/requirements-prod.txt /app/requirements-prod.txt
RUN pip install --no-cache-dir -r /app/requirements.txt && pip install -r /app/requirements-prod.txt
${copied}`,
  };
  expect(find(texts, 'backend/shop').also).toEqual(['backend/shop/requirements-prod.txt']);
  const other = texts['backend/docker/shop.Dockerfile'].replaceAll('shop', 'till');
  expect(find({ ...texts, 'backend/docker/shop.Dockerfile': other }, 'backend/shop').also).toBeUndefined();
});

test.each([
  ['one of them takes in the other', { 'requirements-prod.txt': '-r requirements.txt\ngunicorn' }, install],
  ['one is for development', { 'requirements-dev.txt': 'black' }, install.replace('-prod', '-dev')],
  [
    'one is installed under a condition',
    {},
    install.replace('RUN pip install -r requirements-', 'RUN if [ "$P" ]; then pip install -r requirements-'),
  ],
  ['one is only copied', {}, install.replace('RUN pip install -r requirements-prod', 'COPY requirements-prod')],
  [
    'one is only compiled',
    {},
    install.replace('RUN pip install -r requirements-prod', 'RUN pip-compile -r requirements-prod'),
  ],
  ['one is only removed', {}, `${from}RUN pip install -r requirements.txt && rm requirements-prod.txt\n`],
  [
    'one is installed when the container starts',
    {},
    install.replace('RUN pip install -r requirements-', 'CMD pip install -r requirements-'),
  ],
  ['another stage installs another', {}, `${install}FROM x\nRUN pip install -r requirements.txt\n`],
  ['they pin a package twice', { 'requirements-prod.txt': 'Django==5.1\ngunicorn' }, install],
  ['none brings Django', { 'requirements.txt': 'celery', 'base.txt': '' }, install],
])('not where %s', (_, more, Dockerfile) => {
  expect(find({ ...two, ...more, Dockerfile }).also).toBeUndefined();
});

test("not what another service's Dockerfile installs", () => {
  expect(find({ ...two, 'worker/Dockerfile': install }).also).toBeUndefined();
});
