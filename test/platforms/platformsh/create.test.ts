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
    const several = absent({ orgs: { ada: 'Ada', team: 'Team' } });
    expect(problemOf(() => stepsOf(several, { create: true, region }))).toMatchObject({ choices: [{ key: 'org' }] });
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
