import { describe, expect, it } from 'vitest';
import { problemOf } from '../../support/problem-of.ts';
import { absent, observed } from './observed.ts';
import { effectOf, idsOf, stepsOf } from './steps.ts';

describe('a new project', () => {
  const region = 'eu-5.platform.sh';

  it('is made in a region that the person chooses', () => {
    expect(problemOf(() => stepsOf(absent(), { create: true }))).toMatchObject({
      code: 'choices-missing',
      choices: [{ key: 'region' }],
    });
    expect(problemOf(() => stepsOf(absent(), { create: true, region: 'mars' }))).toMatchObject({
      code: 'option-value',
    });
    const several = absent({ orgs: { ada: { label: 'Ada' }, team: { label: 'Team' } } });
    expect(problemOf(() => stepsOf(several, { create: true, region }))).toMatchObject({ choices: [{ key: 'org' }] });
  });

  it('is made by an organisation of its kind', () => {
    const [fixed, flexible] = [{ label: 'Old', kind: 'fixed' } as const, { label: 'New', kind: 'flexible' } as const];
    const both = absent({ orgs: { old: fixed, new: flexible } });
    const steps = stepsOf(both, { create: true, region });
    expect(effectOf(steps, 'create', 'command').argv.join(' ')).toContain('--org new');
    const old = absent({ orgs: { old: fixed } });
    for (const [now, more] of [[old, {}] as const, [both, { org: 'old' }] as const]) {
      expect(problemOf(() => stepsOf(now, { create: true, region, ...more }))).toMatchObject({
        code: 'choice-impossible',
        next: ['simple-deploy push --to platformsh --app abcdefgh12345 … --create'],
      });
    }
  });

  it('is not made without a word', () => {
    expect(problemOf(() => stepsOf(absent(), { region }))).toMatchObject({
      code: 'consent-missing',
      option: '--create',
    });
  });

  it('is made, given its variables, and pushed to', () => {
    const steps = stepsOf(absent(), { create: true, region });
    expect(idsOf(steps)).toEqual(['create', 'repository', 'variable-SECRET_KEY', 'push', 'hook', 'address', 'answer']);
    expect(effectOf(steps, 'create', 'command').argv).toContain('--region');
    expect(effectOf(steps, 'push', 'git-push').remote.url).toBe('{git-url}');
    expect(steps.find(({ id }) => id === 'push')?.uses).toMatchObject({ 'git-url': { step: 'repository' } });
  });

  it('is not taken for another of the same name', () => {
    const namesakes = ['a', 'b'].map((id) => ({ id, title: 'Blog' }));
    expect(problemOf(() => stepsOf(absent({ namesakes }), { create: true, region }))).toMatchObject({
      code: 'choice-impossible',
      next: ['--project a means Blog', '--project b means Blog'],
    });
  });

  it('of a derived name takes over none that somebody made', () => {
    const theirs = observed({ now: { commits: [] } });
    expect(problemOf(() => stepsOf(theirs, { appNamed: false }))).toMatchObject({ code: 'choice-impossible' });
    expect(stepsOf(observed(), { appNamed: false })).toEqual([]);
  });
});

describe('a new environment', () => {
  const now = observed({ environment: 'none', project: { branch: 'staging' }, now: { commits: [] } });

  it('is not made without a word', () => {
    expect(problemOf(() => stepsOf(now))).toMatchObject({ code: 'consent-missing', stands: true });
  });

  it('is activated as one is that was put to rest, and the main one is not', () => {
    const resting = { environment: { status: 'inactive' } };
    const other = observed({ ...resting, project: { branch: 'staging' } });
    expect(problemOf(() => stepsOf(other))).toMatchObject({ code: 'consent-missing' });
    expect(idsOf(stepsOf(other, { create: true }))).toEqual(['push', 'activate', 'hook', 'address', 'answer']);
    expect(idsOf(stepsOf(observed(resting)))).toEqual(['push', 'hook', 'address', 'answer']);
  });

  it('is resumed when it was paused, the main one too', () => {
    const paused = observed({ environment: { status: 'paused' } });
    expect(problemOf(() => stepsOf(paused))).toMatchObject({
      code: 'consent-missing',
      creates: ['the containers of the environment main run again, which is paused'],
    });
    const steps = stepsOf(paused, { create: true });
    expect(idsOf(steps)).toEqual(['push', 'resume', 'hook', 'address', 'answer']);
    expect(effectOf(steps, 'resume', 'command').argv.slice(0, 2)).toEqual(['upsun', 'environment:resume']);
    expect(effectOf(steps, 'hook', 'command').argv).toContain('environment.resume');
  });

  it('gets the code, its variables, and runs then', () => {
    const steps = stepsOf(now, { create: true, env: { A: 'b' } });
    expect(idsOf(steps)).toEqual([
      'push',
      'variable-SECRET_KEY',
      'variable-A',
      'activate',
      'hook',
      'address',
      'answer',
    ]);
    expect(effectOf(steps, 'hook', 'command').argv).toContain('environment.activate');
  });
});
