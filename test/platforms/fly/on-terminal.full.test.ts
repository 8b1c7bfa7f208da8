import { beforeAll, expect, test } from 'vitest';
import { djangoImage, djangoOptions, djangoProject } from '../../support/django-project.ts';
import { useFly } from '../../support/fly/use-fly.ts';
import { runOnTerminal } from '../../support/pseudo-terminal.ts';
import { newState } from '../../support/run-cli.ts';

/** A first push by a person who is asked, where a name, an organisation and a yes are not given. */
const state = newState();
const fly = useFly();

beforeAll(async () => {
  await djangoImage();
});

const push = (...answers: readonly (readonly [string, string])[]) => {
  const { CI: _ci, ...env } = fly.env;
  const options = { cwd: djangoProject(), env: { ...env, XDG_STATE_HOME: state }, answers, columns: 160 };
  return runOnTerminal(['push', '--to', 'fly', ...djangoOptions], options);
};

test('a no makes nothing', async () => {
  const { code, screen } = await push(
    ['Name of the app on Fly.io', 'asked-boat\r'],
    ['The organisation of the new app', 'team\r'],
    ['Make that? yes or no', 'no\r'],
  );
  expect(code).toBe(1);
  expect(screen).toContain('asked-boat is new on Fly.io. This push makes:');
  expect(screen).toMatch(
    /the app asked-boat of the organisation team.*cluster asked-boat-db.*fly\.io\/docs\/about\/pricing/s,
  );
  expect([fly.state.apps.size, fly.state.clusters.size]).toEqual([0, 0]);
});

test('a yes makes all of it, and the next push asks nothing', async () => {
  const first = await push(
    ['Name of the app on Fly.io', 'asked-boat\r'],
    ['The organisation of the new app', 'team\r'],
    ['Make that? yes or no', 'yes\r'],
  );
  expect(first.code).toBe(0);
  expect(first.screen).toContain('https://asked-boat.fly.dev/');
  expect(fly.state.apps.get('asked-boat')?.org).toBe('team');
  const again = await push();
  expect(again.code).toBe(0);
  expect(again.screen).toMatch(/asked-boat \(as last time\).*nothing changed/s);
});

test('Fly was asked nothing that it is not asked', () => {
  expect(fly.violations).toEqual([]);
});
