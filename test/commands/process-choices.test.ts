import { expect, test } from 'vitest';
import { layoutChoicesOfConfig, layoutChoicesOfFlags, typedOver } from '../../src/commands/layout-choices.ts';
import { choicesOfLastBuild, describeChoices } from '../../src/commands/last-build.ts';
import { readConfig } from '../../src/config.ts';
import { dockerfileView } from '../../src/build-plan/dockerfile-view.ts';
import { defaultBuildOptions } from '../../src/values/build-options.ts';
import { layoutOf } from '../support/layouts.ts';

test('--process takes name=command, of which the command may be empty', () => {
  const { processes } = layoutChoicesOfFlags({ process: ['worker=A=1 celery -A x worker', 'beat='] });
  expect(processes).toEqual({ worker: 'A=1 celery -A x worker', beat: '' });
  for (const wrong of ['worker', 'Worker=x', '=x', 'a b=x']) {
    expect(() => layoutChoicesOfFlags({ process: [wrong] })).toThrow('option-value');
  }
});

test('the configuration has a table of them; false removes; what is typed goes over it by name', () => {
  const text = 'release = ["python manage.py seed"]\nmigrate = false\n[processes]\nworker = "a"\nbeat = false\n';
  const { values } = readConfig({ readText: (path) => (path === 'simple-deploy.toml' ? text : undefined) });
  const configured = layoutChoicesOfConfig(values);
  expect(configured).toEqual({
    release: ['python manage.py seed'],
    migrate: false,
    processes: { worker: 'a', beat: '' },
  });
  expect(typedOver(configured, { processes: { beat: 'b' } }).processes).toEqual({ worker: 'a', beat: 'b' });
  expect(typedOver(configured, {}).processes).toEqual({ worker: 'a', beat: '' });
  const wrong = { readText: (path: string) => (path === 'simple-deploy.toml' ? '[processes]\nx = true\n' : undefined) };
  expect(() => readConfig(wrong)).toThrow('config-wrong-type');
});

test('--migrate takes --no-migrate of the last build back', () => {
  expect(layoutChoicesOfFlags({ migrate: false })).toEqual({ migrate: false });
  expect(layoutChoicesOfFlags({ migrate: true })).toEqual({ migrate: true });
  expect(layoutChoicesOfFlags({})).toEqual({});
});

test('they are the next build’s too, and are told as they are typed', () => {
  const options = { processes: { worker: 'celery -A x worker', beat: '' }, release: ['./seed'], migrate: false };
  const last = choicesOfLastBuild([{ labels: { 'simple-deploy.options': JSON.stringify(options) } }]);
  expect(last).toEqual(options);
  expect(describeChoices(last)).toBe(
    '--process worker="celery -A x worker" --process beat= --release ./seed --no-migrate',
  );
});

test('a web process of the person’s own is the command of the image', () => {
  const command = ['sh', '-c', 'exec daphne shop.asgi:application'];
  const layout = layoutOf({ processes: [{ value: { name: 'web', command }, origin: { option: '--process' } }] });
  expect(JSON.parse(dockerfileView(layout, defaultBuildOptions).command)).toEqual(command);
});
