import { describe, expect, it } from 'vitest';
import { configuredBy } from '../../../src/platforms/platformsh/configured.ts';
import { upsun as platform } from '../../../src/platforms/platformsh/index.ts';
import { marks } from '../../../src/platforms/platformsh/marks.ts';
import { platformsh, upsun } from '../../../src/platforms/platformsh/names.ts';
import type { PlatformshNow } from '../../../src/platforms/platformsh/observe.ts';
import { problemOf } from '../../support/problem-of.ts';
import { observed, released, requestOf, source } from './observed.ts';
import { effectOf, idsOf, stepsOf } from './steps.ts';

const text = 'applications:\n  app:\n    hooks:\n      deploy: |\n        set -e\n        migrate\n';
const configured = { ...source, configuration: [{ path: '.upsun/config.yaml', text }] };

describe('a database that stands', () => {
  const withServices = (services: string) => ({
    image: released({
      source: {
        ...configured,
        id: '2'.repeat(40),
        configuration: [{ path: '.upsun/config.yaml', text: `${text}${services}` }],
      },
    }),
  });
  const standing = observed({ environment: { services: { db: 'postgresql:16', cache: 'redis:7.2' } } });
  const needsOf = (now: PlatformshNow, database?: 'none') =>
    platform.needs?.(now, { ...requestOf(), ...(database && { database }) }).database;

  it('is kept without being named again, and nothing of it is deleted without a word', () => {
    expect([needsOf(standing), needsOf(observed()), needsOf(standing, 'none')]).toEqual([
      'postgres',
      undefined,
      'none',
    ]);
    expect(problemOf(() => stepsOf(standing, withServices('')))).toMatchObject({
      code: 'choice-impossible',
      what: expect.stringContaining('no service db (postgresql:16) any more') as string,
      next: [expect.stringContaining('--database postgres'), expect.stringContaining('--force')],
    });
    const other = withServices('services:\n  db:\n    type: mariadb:11.4\n');
    expect(problemOf(() => stepsOf(standing, other))).toMatchObject({ code: 'choice-impossible' });
    expect(idsOf(stepsOf(standing, { ...withServices(''), force: true }))).toContain('push');
    const same = withServices('services:\n  db:\n    type: postgresql:16\n');
    expect(idsOf(stepsOf(standing, same))).toContain('push');
  });

  it('is known by git alone from the commit that made it', () => {
    const first = { ...withServices('services:\n  db:\n    type: postgresql:17\n'), create: true };
    const made = effectOf(stepsOf(observed(), first), 'push', 'git-push');
    expect(made.message).toContain('Simple-Deploy-Services: db=postgresql:17\n');
    const { login: _login, project: _project, ...now } = observed();
    const commits = [{ id: 'd'.repeat(40), tree: '2'.repeat(40), at: '', message: made.message }];
    expect(needsOf({ ...now, commits })).toBe('postgres');
    const less = { image: released({ source: { ...configured, id: '3'.repeat(40) } }) };
    expect(problemOf(() => stepsOf({ ...now, commits }, less))).toMatchObject({ code: 'choice-impossible' });
  });
});

describe('what would run beside an app that stands', () => {
  const more = `${text}    workers:\n      queue:\n        commands: {}\nservices:\n  cache:\n    type: redis:7.2\n`;
  const push = {
    image: released({
      source: { ...configured, id: '2'.repeat(40), configuration: [{ path: '.upsun/config.yaml', text: more }] },
    }),
  };

  it('is asked for first, as it is billed', () => {
    expect(problemOf(() => stepsOf(observed(), push))).toMatchObject({
      code: 'consent-missing',
      creates: ['the service cache (redis:7.2)', 'the worker queue'],
    });
    expect(idsOf(stepsOf(observed(), { ...push, create: true }))).toContain('push');
  });

  it.each([
    ['it runs already', observed({ environment: { services: { cache: 'redis:7.2' }, workers: ['app--queue'] } })],
    ['nothing was deployed yet', observed({ environment: { apps: [] } })],
  ])('is not where %s', (_, now) => {
    expect(idsOf(stepsOf(now, push))).toContain('push');
  });
});

describe('code that stands there already', () => {
  const again = { image: released({ source: configured }) };
  const failed = (result: string, log = `${marks.failed} 1`, status = 'active') =>
    observed({ environment: { status, activity: { id: 'a', state: 'complete', result, at: '', text: '', log } } });

  it('has its deploy hook run by us, as the platform runs it for new code only', () => {
    const steps = stepsOf(failed('success'), again);
    expect(idsOf(steps)).toEqual(['rest', 'hook-again', 'push', 'hook', 'address', 'answer']);
    const { argv } = effectOf(steps, 'hook-again', 'command');
    expect([argv[1], argv.at(-1)]).toEqual(['environment:ssh', 'set -e\nmigrate\n']);
    expect(steps[1]?.failure).toBe('release-failed');
    expect(idsOf(stepsOf(observed(), { ...again, force: true }))).toContain('hook-again');
    const paused = stepsOf(failed('success', '', 'paused'), { ...again, create: true });
    expect(idsOf(paused)).toEqual(['push', 'resume', 'rest', 'hook-again', 'hook', 'address', 'answer']);
  });

  it.each([
    ['what stands there was not deployed', failed('failure'), again],
    ['the environment does not run', failed('success', '', 'inactive'), again],
    ['the code is another', failed('success'), { image: released({ source: { ...configured, id: '2'.repeat(40) } }) }],
    ['the configuration is not ours', failed('success'), {}],
  ] as const)('not where %s', (_, now, changes) => {
    const ids = idsOf(stepsOf(now, changes));
    expect(ids).toContain('push');
    expect(ids).not.toContain('hook-again');
  });

  it('is found in the configuration of either flavour', () => {
    const text = 'name: app\nhooks:\n  deploy: migrate\n';
    const fixed = { configuration: [{ path: '.platform.app.yaml', text }] };
    expect([configuredBy(fixed, platformsh)?.deployHook, configuredBy(fixed, upsun)]).toEqual(['migrate', undefined]);
  });
});
