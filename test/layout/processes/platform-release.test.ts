import { describe, expect, test } from 'vitest';
import { found } from './support.ts';

const fly = (command: string): Readonly<Record<string, string>> => ({
  'fly.toml': `[deploy]\nrelease_command = ${JSON.stringify(command)}\n`,
});

describe('what a release runs by a platform’s file', () => {
  test.each([
    ['python manage.py migrate'],
    ['/venv/bin/python3.11 /code/manage.py migrate --noinput'],
    ['sh -c "python manage.py migrate && python manage.py compilemessages"'],
    ['poetry run python manage.py migrate'],
    ['set -e; pip install -r requirements.txt; python manage.py migrate'],
    ['. venv/bin/activate && ./manage.py migrate'],
  ])('is our own step, where it migrates: %s', (command) => {
    const { release, migrate, passedOver } = found(fly(command));
    expect({ release, passedOver }).toEqual({ release: [], passedOver: [] });
    expect(migrate).toEqual({ value: true, origin: { file: 'fly.toml', line: 2 } });
  });

  test.each([
    ['python manage.py seed', 'python manage.py seed', true],
    [
      'python3 manage.py migrate && pdm run python /app/manage.py seed',
      'python manage.py migrate && python manage.py seed',
      false,
    ],
    ['cd shop && python seed.py', 'cd shop && python seed.py', true],
    ['A=1 python manage.py migrate shop', 'A=1 python manage.py migrate shop', false],
  ])('is run as it is, without what the image has done: %s', (command, line, migrates) => {
    const { release, migrate } = found(fly(command));
    expect(release).toEqual([line]);
    expect(migrate?.value).toBe(migrates);
  });

  test('is a script of the project, unless that is for a machine', () => {
    const script = (text: string) => found({ ...fly('./bin/release.sh'), 'bin/release.sh': text });
    expect(script('python manage.py migrate\n')).toMatchObject({
      release: ['./bin/release.sh'],
      migrate: { value: false },
    });
    for (const text of ['pip install x\npython manage.py migrate\n', 'exec gunicorn shop.wsgi\n']) {
      const { release, migrate, passedOver } = script(text);
      expect({ release, migrates: migrate?.value }).toEqual({ release: [], migrates: true });
      expect(passedOver).toEqual([expect.stringMatching(/^\.\/bin\/release\.sh \| it is a script .* --release "…"/)]);
    }
    expect(found(fly('./bin/release.sh')).passedOver).toEqual([
      './bin/release.sh | ./bin/release.sh is not in the project',
    ]);
    expect(found(fly('python manage.py migrate || true')).passedOver).toHaveLength(1);
  });

  test('runs where the platform runs it', () => {
    const text = 'services:\n- rootDir: jobs\n  type: web\n  preDeployCommand: python prepare.py\n';
    expect(found({ 'render.yaml': text }, { folder: 'jobs/shop/' }).release).toEqual([
      'cd /project/jobs && python prepare.py',
    ]);
    expect(found({ 'render.yaml': text }, { folder: 'shop/' }).release).toEqual([]);
  });

  test('finds manage.py where it lies, whatever the image of the platform called that place', () => {
    const run = (command: string) => found(fly(command), { folder: 'backend/' });
    expect(run('python /code/manage.py migrate --noinput')).toMatchObject({ release: [], migrate: { value: true } });
    expect(run('python3 /code/manage.py seed').release).toEqual([
      'cd /project && python /project/backend/manage.py seed',
    ]);
    expect(run('python backend/manage.py seed').release).toEqual(['cd /project && python backend/manage.py seed']);
  });

  test('is what the Procfile says, then the first file that says any', () => {
    const texts = {
      ...fly('python manage.py one'),
      'railway.json': '{"deploy": {"preDeployCommand": "python manage.py two"}}',
    };
    expect(found(texts)).toMatchObject({
      release: ['python manage.py one'],
      passedOver: ['python manage.py two | fly.toml says what a release runs'],
    });
    expect(found({ ...texts, Procfile: 'release: poetry run python manage.py three\n' })).toMatchObject({
      release: ['python manage.py three'],
      passedOver: [
        'python manage.py one | Procfile says what a release runs',
        'python manage.py two | Procfile says what a release runs',
      ],
    });
    expect(found({ Procfile: 'release: python manage.py migrate\n', ...fly('python manage.py one') }).release).toEqual(
      [],
    );
    expect(found({ ...texts }, { release: ['x'] }).release).toEqual(['python manage.py one', 'x']);
  });

  test('is told once where two services name it', () => {
    const service = '- type: web\n  preDeployCommand: python manage.py seed\n';
    expect(found({ 'render.yaml': `services:\n${service}${service}` }).release).toEqual(['python manage.py seed']);
  });
});

describe('what a platform runs at other times is passed over, with how to run it', () => {
  test('when an app is made', () => {
    const app = (command: string) => found({ 'app.json': JSON.stringify({ scripts: { postdeploy: command } }) });
    expect(app('python manage.py migrate && python manage.py seed')).toMatchObject({
      release: [],
      passedOver: [
        expect.stringMatching(
          /^.* \| it is done once, when an app is made: simple-deploy run -- sh -c 'python .* seed'$/,
        ),
      ],
    });
    expect(app('python manage.py migrate').passedOver).toEqual([]);
  });

  test('in its build and at its start, also by a script', () => {
    const build =
      'set -o errexit\n# python manage.py no\npip install -r x\npython manage.py collectstatic\npython manage.py migrate\n';
    const text =
      'services:\n- type: web\n  buildCommand: ./build.sh\n  startCommand: python manage.py boot && gunicorn shop.wsgi\n';
    const { release, passedOver } = found({
      'render.yaml': text,
      'build.sh': `${build}python manage.py loaddata a.json || true\nif python manage.py ask; then :; fi\n`,
    });
    expect(release).toEqual([]);
    expect(passedOver).toEqual([
      'python manage.py boot | a start there runs it, ours does not: simple-deploy run -- python manage.py boot',
      'python manage.py loaddata a.json | a build there runs it, ours does not: simple-deploy run -- python manage.py loaddata a.json',
    ]);
  });
});
