import { expect, test } from 'vitest';
import { wordsFor } from '../../../src/messages.ts';
import { found } from './support.ts';

const own = { 'shop/management/commands/create_roles.py': 'class Command: ...\n' };
const start = '#!/bin/sh\npython manage.py migrate --noinput\npython manage.py create_roles\nexec gunicorn shop.wsgi\n';

function note(files: Readonly<Record<string, string>>, chosen = {}) {
  const problem = found({ ...own, ...files }, { requires: ['gunicorn'], ...chosen }).notes.find(
    ({ code }) => code === 'start-runs-more',
  );
  return problem?.code === 'start-runs-more' ? problem.commands.map(({ command, where }) => `${where} ${command}`) : [];
}

test('what a script does before it starts the server is told, with what to type', () => {
  const [told] = found({ ...own, 'start.sh': start }).notes.filter(({ code }) => code === 'start-runs-more');
  expect(told && wordsFor(told)).toEqual({
    what: "The project's own start does more than serve: a command that no start of this image runs.",
    found: ['start.sh:3: manage.py create_roles'],
    next: [
      'Once, when the site is up: simple-deploy run -- python manage.py create_roles',
      'With each release: simple-deploy push --release "python manage.py create_roles"',
    ],
  });
});

test.each([
  [
    'the ENTRYPOINT of its Dockerfile',
    {
      'entrypoint.sh': `#!/bin/sh\n./manage.py loaddata shop/roles.json\nexec "$@"\n`,
      Dockerfile: 'FROM x\nENTRYPOINT ["/app/entrypoint.sh"]\nCMD ["gunicorn", "shop.wsgi"]\n',
    },
    'entrypoint.sh:2 loaddata shop/roles.json',
  ],
  [
    'a line of a compose file',
    {
      'compose.yml':
        'services:\n  web:\n    command: sh -c "python manage.py loaddata a b && gunicorn shop.wsgi"\n  other:\n    command: python manage.py loaddata c\n',
    },
    'compose.yml:3 loaddata a b',
  ],
])('%s', (_, files, told) => {
  expect(note(files)).toEqual([told]);
});

test.each([
  ['a release has it', { 'start.sh': start }, { release: ['python manage.py create_roles'] }],
  [
    'it stands under a condition',
    {
      'start.sh': start
        .replace('python manage.py create', 'if [ "$ROLES" ]; then\npython manage.py create')
        .replace('roles\n', 'roles\nfi\n'),
    },
    {},
  ],
  [
    'a function has it',
    {
      'start.sh': start
        .replace('python manage.py create', 'roles() {\npython manage.py create')
        .replace('roles\n', 'roles\n}\n'),
    },
    {},
  ],
  ['it is commented out', { 'start.sh': start.replace('python manage.py create', '# python manage.py create') }, {}],
  ['the image or the release does it', { 'start.sh': start.replace('create_roles', 'collectstatic --noinput') }, {}],
  ['a variable says with what', { 'start.sh': start.replace('create_roles', 'loaddata $ROLES') }, {}],
  ['it stays', { 'start.sh': start.replace('create_roles', 'qcluster') }, {}],
  [
    'it makes a superuser, which a push tells how to do',
    { 'start.sh': start.replace('create_roles', 'create_admin'), 'shop/management/commands/create_admin.py': '' },
    {},
  ],
  [
    'another script does it',
    { 'seed.sh': 'python manage.py create_roles\n', 'start.sh': 'exec gunicorn shop.wsgi\n' },
    {},
  ],
])('nothing is said where %s', (_, files, chosen) => {
  expect(note(files, chosen)).toEqual([]);
});
