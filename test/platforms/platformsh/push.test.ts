import { describe, expect, it } from 'vitest';
import { marks } from '../../../src/platforms/platformsh/marks.ts';
import { upsun } from '../../../src/platforms/platformsh/names.ts';
import { planPush } from '../../../src/platforms/platformsh/push.ts';
import { trailersOf } from '../../../src/platforms/platformsh/trailers.ts';
import { problemOf } from '../../support/problem-of.ts';
import { fresh, observed, released, requestOf, source } from './observed.ts';
import { effectOf, idsOf, stepsOf } from './steps.ts';
import type { GivenVariables } from '../../../src/values/given-variables.ts';

const text = 'applications:\n  app:\n    hooks:\n      deploy: |\n        set -e\n        migrate\n';
const configured = { ...source, configuration: [{ path: '.upsun/config.yaml', text }] };
const changed = { image: released({ source: { ...source, id: '2'.repeat(40) } }) };

describe('a push to an environment that stands', () => {
  it('is a commit on top of what is there, then the hook, the address, an answer', () => {
    const steps = stepsOf(observed(), changed);
    expect(idsOf(steps)).toEqual(['push', 'hook', 'address', 'answer']);
    const push = effectOf(steps, 'push', 'git-push');
    expect(push).toMatchObject({ branch: 'main', parent: 'c'.repeat(40), remote: { url: 'git@git.test:abc.git' } });
    expect(push.by?.argv).toEqual([
      'upsun',
      'push',
      '{commit}',
      '--project',
      'abcdefgh12345',
      '--target',
      'main',
      '--yes',
    ]);
    expect(trailersOf({ message: push.message, tree: '2'.repeat(40) })).toEqual({ tree: '2'.repeat(40) });
  });

  it('is nothing when the same tree with the same variables stands there', () => {
    expect(stepsOf(observed())).toEqual([]);
    const env = { GREETING: 'hello' };
    const variables = ['SECRET_KEY', 'GREETING'].map((name) => ({ name, ofProject: false }));
    expect(stepsOf(observed({ given: env, environment: { variables } }), { env })).toEqual([]);
    // Without variables those of before stay.
    expect(stepsOf(observed({ given: env, environment: { variables } }))).toEqual([]);
  });

  it.each([
    ['--force', observed(), { force: true }],
    [
      'a deployment that failed',
      observed({
        environment: { activity: { id: 'a', state: 'complete', result: 'failure', at: '', text: '', log: '' } },
      }),
      {},
    ],
    [
      'a deploy hook that failed',
      observed({
        environment: {
          activity: { id: 'a', state: 'complete', result: 'success', at: '', text: '', log: `${marks.failed} 1` },
        },
      }),
      {},
    ],
    ['an environment that does not run', observed({ environment: { status: 'inactive' } }), {}],
  ] as const)('is done again for the same tree with %s', (_, now, changes) => {
    expect(idsOf(stepsOf(now, changes))).toContain('push');
  });

  it('sets variables before the code comes, with their values in bodies alone', () => {
    const env = { TOKEN: 'very-secret-value' };
    const steps = stepsOf(observed(), { env, ...changed });
    expect(idsOf(steps).slice(0, 2)).toEqual(['variable-TOKEN', 'push']);
    const set = effectOf(steps, 'variable-TOKEN', 'api');
    expect(set).toMatchObject({
      method: 'POST',
      url: 'https://api.test/projects/abcdefgh12345/environments/main/variables',
      body: { name: 'env:TOKEN', value: 'very-secret-value', is_sensitive: true },
    });
    const others = steps.map((step) => (step.id === 'variable-TOKEN' ? {} : step));
    expect(JSON.stringify(others)).not.toContain('very-secret-value');
  });

  it('changes a variable that stands, overrides one that is handed down, forgets one', () => {
    const variables = [
      { name: 'SECRET_KEY', ofProject: true },
      { name: 'OWN', ofProject: false },
      { name: 'OLD', ofProject: false },
      { name: 'PARENTS', ofProject: true },
    ];
    const now = observed({ environment: { variables } });
    const steps = stepsOf(now, { env: { OWN: '1', PARENTS: '2' }, unset: ['OLD'] });
    expect(idsOf(steps).slice(0, 4)).toEqual(['variable-OWN', 'variable-PARENTS', 'forget-OLD', 'push']);
    expect(effectOf(steps, 'variable-OWN', 'api')).toMatchObject({ method: 'PATCH', body: { value: '1' } });
    expect(effectOf(steps, 'variable-OWN', 'api').url).toMatch(/variables\/env%3AOWN$/);
    expect(effectOf(steps, 'variable-PARENTS', 'api').method).toBe('POST');
    expect(effectOf(steps, 'forget-OLD', 'api')).toMatchObject({ method: 'DELETE' });
  });

  it('gives a key where there is none, once', () => {
    const without = observed({ environment: { variables: [] } });
    expect(effectOf(stepsOf(without), 'variable-SECRET_KEY', 'api').body).toMatchObject({ value: fresh.secretKey });
    expect(idsOf(stepsOf(observed(), changed))).not.toContain('variable-SECRET_KEY');
  });

  it('asks for what the settings demand, and not for what the tree computes', () => {
    const demands = ['SECRET_KEY', 'DATABASE_URL', 'REDIS_URL', 'STRIPE_KEY'];
    const labels = { 'simple-deploy.services': JSON.stringify({ redis: ['REDIS_URL'] }) };
    const image = released({ demands, labels });
    expect(problemOf(() => stepsOf(observed(), { image }))).toEqual({
      code: 'variables-missing',
      names: ['STRIPE_KEY'],
    });
    expect(idsOf(stepsOf(observed(), { image, env: { STRIPE_KEY: 'x' } }))).toContain('push');
  });

  it('asks by what is given', () => {
    const demandedWith = ({ values }: GivenVariables) => (values['STAGE'] === 'staging' ? [] : ['API_KEY']);
    const image = released({ demandedWith });
    expect(problemOf(() => stepsOf(observed(), { image, env: { STAGE: 'live' } }))).toMatchObject({
      names: ['API_KEY'],
    });
    expect(idsOf(stepsOf(observed(), { image, env: { STAGE: 'staging' } }))).toContain('push');
  });

  it.each(['PORT', 'PLATFORM_BRANCH', 'SIMPLE_DEPLOY_HOME'])('refuses the variable %s', (name) => {
    expect(problemOf(() => stepsOf(observed(), { env: { [name]: 'x' } }))).toMatchObject({
      code: 'variable-reserved',
      name,
    });
  });
});

describe("somebody else's commit", () => {
  const commit = { id: 'd'.repeat(40), tree: '3'.repeat(40), at: '2026-11-29', message: 'Fix it\n\nMore words' };
  const theirs = { now: { commits: [commit] } };

  it('is never pushed over', () => {
    expect(problemOf(() => stepsOf(observed(theirs)))).toMatchObject({
      code: 'branch-elsewhere',
      commit: 'd'.repeat(40),
      about: 'Fix it',
    });
  });

  it('is kept in the history with --force', () => {
    const steps = stepsOf(observed(theirs), { force: true });
    expect(effectOf(steps, 'push', 'git-push').parent).toBe('d'.repeat(40));
  });

  it('is no hindrance when it is part of what is checked out', () => {
    expect(idsOf(stepsOf(observed({ now: { commits: [commit], isOurs: true } })))).toContain('push');
  });

  it('is told from ours by its tree: words can be copied', () => {
    const copied = { ...commit, message: `Deploy\n\nSimple-Deploy-Tree: ${'1'.repeat(40)}` };
    expect(problemOf(() => stepsOf(observed({ now: { commits: [copied] } })))).toMatchObject({
      code: 'branch-elsewhere',
    });
  });
});

describe('a push by git alone', () => {
  const { login: _login, project: _project, ...now } = observed({ now: { remote: { url: 'ssh://host/repo.git' } } });

  it('needs nothing but git', () => {
    const steps = stepsOf(now, changed);
    expect(idsOf(steps)).toEqual(['push', 'answer']);
    const push = effectOf(steps, 'push', 'git-push');
    expect(push.by).toBeUndefined();
    expect(push.failsIfSays).toContain(marks.failed);
    expect(steps[1]?.ifPassed).toBe('push');
  });

  it('asks before it makes an environment, and asks the platform to run one that is new', () => {
    const empty = { ...now, commits: [] };
    expect(problemOf(() => stepsOf(empty, changed))).toMatchObject({ code: 'consent-missing', option: '--create' });
    const made = effectOf(stepsOf(empty, { ...changed, create: true }), 'push', 'git-push');
    expect(made.options).toEqual(['environment.status=active']);
    expect(effectOf(stepsOf(now, changed), 'push', 'git-push').options).toBeUndefined();
  });

  it('has to hear that the deploy hook is done, where that is ours and the code is new', () => {
    const ofSource = (id: string): string | undefined =>
      effectOf(stepsOf(now, { image: released({ source: { ...configured, id } }), force: true }), 'push', 'git-push')
        .mustSay;
    expect(ofSource('2'.repeat(40))).toBe(marks.done);
    expect(ofSource(source.id)).toBeUndefined();
    expect(effectOf(stepsOf(now, changed), 'push', 'git-push').mustSay).toBeUndefined();
  });

  it('sets no variables', () => {
    expect(problemOf(() => stepsOf(now, { env: { A: 'b' } }))).toMatchObject({ code: 'choice-impossible' });
  });

  it('is nothing when the same tree stands there, and says what is not known then', () => {
    expect(stepsOf(now)).toEqual([]);
    const plan = planPush(now, requestOf(), fresh, upsun);
    const notes = 'outcome' in plan ? plan.outcome([]).notes : [];
    expect(notes).toEqual([{ code: 'note-git-alone', label: 'Upsun', unchanged: true, program: 'upsun' }]);
  });
});

describe('what the output of a push means', () => {
  it.each([
    ['! [rejected] main -> main (non-fast-forward)', 'branch-moved'],
    ['Environment staging is not active, skipping the deployment.', 'choice-impossible'],
    ['E: Invalid deployment: Resources must be configured before deploying.', 'choice-impossible'],
  ])('%s', (line, code) => {
    const step = stepsOf(observed(), changed).find(({ id }) => id === 'push');
    const meant = step?.means?.find((each) => 'says' in each && new RegExp(each.says, 'i').test(line));
    expect(meant).toMatchObject({ problem: { code } });
  });

  it('"Invalid deployment" is a failure whatever the exit code', () => {
    const { failsIfSays } = effectOf(stepsOf(observed(), changed), 'push', 'git-push');
    expect(failsIfSays.some((pattern) => new RegExp(pattern, 'i').test('E: Invalid deployment: x'))).toBe(true);
    expect(failsIfSays.some((pattern) => new RegExp(pattern, 'i').test('Environment routes'))).toBe(false);
  });

  it('a deploy hook that failed is one of the release', () => {
    const hook = stepsOf(observed(), changed).find(({ id }) => id === 'hook');
    const { failsIfSays = '' } = effectOf(hook ? [hook] : [], 'hook', 'command');
    expect(hook?.failure).toBe('release-failed');
    expect(new RegExp(failsIfSays, 'i').test(`${marks.failed} 1`)).toBe(true);
    expect(new RegExp(failsIfSays, 'i').test(marks.done)).toBe(false);
    expect(new RegExp(failsIfSays, 'i').test('  Executing deploy hook for application app')).toBe(false);
  });

  it('one that finds no PostGIS says where the service lists it, by the program and by git alone', () => {
    const log = `E: extension "postgis" is not available\n${marks.failed} 1`;
    const steps = stepsOf(observed(), changed).filter(({ id }) => ['push', 'hook'].includes(id));
    expect(steps).toHaveLength(2);
    for (const { means = [] } of steps)
      expect(means.find((each) => 'says' in each && new RegExp(each.says, 'i').test(log))).toMatchObject({
        failure: 'postgis-missing',
        advice: expect.arrayContaining([expect.stringContaining('{ extensions: [postgis] }')]) as string[],
      });
  });
});
