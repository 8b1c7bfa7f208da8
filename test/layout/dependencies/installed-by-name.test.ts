import { expect, test } from 'vitest';
import { installedByName } from '../../../src/layout/dependencies/installed-by-name.ts';
import { wordsFor } from '../../../src/messages.ts';
import { dependenciesOf } from '../../support/layouts.ts';
import { project } from '../project.ts';

const { value } = dependenciesOf(['django', 'treebeard']);
const dependencies = { ...value, files: ['requirements.txt'] };

function notes(run: string, file = 'Dockerfile') {
  const files = project({ 'site/manage.py': '', [file]: `FROM python:3.13\n${run}\n` });
  return installedByName(files, 'site', dependencies);
}

const names = (run: string, file?: string): readonly string[] =>
  notes(run, file)
    .flatMap((note) => (note.code === 'dependencies-in-dockerfile' ? note.packages : []))
    .map(({ text }) => text);

test.each([
  ['RUN pip install --no-cache-dir requests', ['requests']],
  ['RUN pip3 install -r requirements.txt && pip install "boto3>=1.26" html2text', ['boto3>=1.26', 'html2text']],
  ['RUN python -m pip install "treebeard==4.5.1"', ['treebeard==4.5.1']],
  ['RUN uv pip install --system psycopg[binary]', ['psycopg[binary]']],
])('what the Dockerfile installs by name: %s', (run, expected) => {
  expect(names(run)).toEqual(expected);
});

test.each([
  ['what is required', 'RUN pip install django treebeard'],
  ['tools and servers', 'RUN pip install --upgrade pip setuptools wheel && pip install poetry==2.1 gunicorn'],
  ['files, folders and addresses', 'RUN pip install -r a.txt . ./lib dist/a.whl -e .[dev] git+https://example.com/a'],
  [
    'the values of options',
    'RUN uv pip install --index-strategy unsafe-best-match --python-preference system -r a.txt',
  ],
  ['what a condition decides', 'RUN if [ "$STAGE" = x ]; then pip install ipython-sql; fi'],
  ['what the shell makes', 'RUN pip install pygdal==$(gdal-config --version).*'],
  ['what the shell looks up', 'RUN pip install lib/$(ls lib -1 | sort | tail -1)'],
  ['what is no command', 'CMD pip install requests'],
])('not %s', (_, run) => {
  expect(names(run)).toEqual([]);
});

test('not of a Dockerfile for development, of a worker or of another service', () => {
  for (const file of ['Dockerfile.dev', 'site/worker/Dockerfile', 'bot/Dockerfile']) {
    expect(names('RUN pip install requests', file)).toEqual([]);
  }
});

test('it is told with what to do', () => {
  const [note] = notes('RUN pip install requests');
  expect(note && wordsFor(note)).toEqual({
    what: 'Your Dockerfile installs packages by name that requirements.txt does not name; here they are not installed.',
    found: ['Dockerfile:2: requests'],
    next: ['Where the site needs them, add them to the requirements: requests'],
  });
});
