import { describe, expect, test } from 'vitest';
import { found } from './support.ts';

describe('the release', () => {
  const released = (line: string, more: object = {}, files = {}) => {
    const { migrate, release } = found({ Procfile: `release: ${line}\n`, ...files }, more);
    return [migrate?.value, release];
  };

  test('migrates, without a Procfile too', () => {
    expect(found({}).migrate).toEqual({ value: true, origin: 'default' });
  });

  test.each(['python manage.py migrate', './manage.py migrate --no-input', 'python3 ./manage.py migrate --noinput'])(
    'that only migrates is ours: %s',
    (line) => {
      expect(released(line)).toEqual([true, []]);
      expect(found({ Procfile: `release: ${line}\n` }).migrate?.origin).toEqual({ file: 'Procfile', line: 1 });
    },
  );

  test.each([
    ['python manage.py migrate && python manage.py loaddata x', {}],
    ['bash bin/release.sh', { 'bin/release.sh': 'set -e\npython manage.py migrate --noinput\n' }],
  ])('that migrates among other things is not done twice: %s', (line, files) => {
    expect(released(line, {}, files)).toEqual([false, [line]]);
  });

  test.each([
    ['python manage.py makemigrations && python manage.py migrate', [], true],
    [
      'cd shop; python manage.py makemigrations blog --noinput; python manage.py seed',
      ['cd shop && python manage.py seed'],
      true,
    ],
    ['python manage.py makemigrations', [], true],
    [
      'python manage.py compilemessages && python manage.py migrate && python manage.py collectstatic',
      ['python manage.py migrate && python manage.py collectstatic'],
      false,
    ],
  ])('leaves out what would write into the code, with the reason: %s', (line, release, migrates) => {
    const all = found({ Procfile: `release: ${line}\n` });
    expect([all.release, all.migrate?.value]).toEqual([release, migrates]);
    const reason = line.includes('makemigrations')
      ? /makemigrations.* \| .*then commit what it writes$/
      : /messages \| the build of the image does it$/;
    expect(all.passedOver).toEqual([expect.stringMatching(reason)]);
  });

  test.each([
    'yes | python manage.py makemigrations',
    'bash -c "python manage.py makemigrations && true"',
    'bin/release.sh',
  ])('is run as it is where more than commands one after the other stands there: %s', (line) => {
    const { release, passedOver } = found({ Procfile: `release: ${line}\n` });
    expect({ release, passedOver }).toEqual({ release: [line], passedOver: [] });
  });

  test('by a script that names manage.py where a platform has it is made of its lines', () => {
    const script = '#!/bin/sh\nset -e\n\npython /app/backend/manage.py migrate --settings=shop.settings\n';
    const files = {
      Procfile: 'postdeploy: bash bin/after\nweb: gunicorn --chdir backend shop.wsgi\n',
      'bin/after': script,
    };
    const nested = found(files, { folder: 'backend/' });
    expect(nested.release).toEqual([
      'cd /project && python /project/backend/manage.py migrate --settings=shop.settings',
    ]);
    expect(nested.migrate?.value).toBe(false);
    const branching = found({ ...files, 'bin/after': `if true; then\n${script}fi\n` }, { folder: 'backend/' });
    expect(branching.release).toEqual(['cd /project && bash bin/after']);
  });

  test('by a script that installs, or starts one that does, is passed over', () => {
    for (const text of ['npm ci\n', 'bash bin/front\n']) {
      const files = { 'bin/after': `${text}python manage.py migrate\n`, 'bin/front': 'npm ci\nnpm run build\n' };
      const { release, migrate, passedOver } = found({ Procfile: 'release: bash bin/after\n', ...files });
      expect({ release, migrates: migrate?.value }).toEqual({ release: [], migrates: true });
      expect(passedOver).toEqual([expect.stringMatching(/^bash bin\/after \| it is a script for the machines/)]);
    }
  });

  test('of other commands follows the migration; --release adds, --no-migrate takes the migration out', () => {
    expect(released('python manage.py seed')).toEqual([true, ['python manage.py seed']]);
    expect(released('python manage.py seed', { release: ['python manage.py warm'] })).toEqual([
      true,
      ['python manage.py seed', 'python manage.py warm'],
    ]);
    expect(released('python manage.py migrate', { migrate: false })).toEqual([false, []]);
    expect(found({}, { release: ['python manage.py migrate shop'] }).migrate?.value).toBe(false);
  });
});
