import { describe, expect, it } from 'vitest';
import { planDestroy } from '../../../src/platforms/platformsh/destroy.ts';
import { planOpen, planStatus } from '../../../src/platforms/platformsh/look.ts';
import { marks } from '../../../src/platforms/platformsh/marks.ts';
import { upsun } from '../../../src/platforms/platformsh/names.ts';
import type { PlatformshNow } from '../../../src/platforms/platformsh/observe.ts';
import { planLogs, planRun } from '../../../src/platforms/platformsh/run.ts';
import type { Outcome, Plan } from '../../../src/platforms/types.ts';
import type { Command, Effect, Step } from '../../../src/values/step.ts';
import { problemOf } from '../../support/problem-of.ts';
import { absent, observed } from './observed.ts';

const target = { app: 'abcdefgh12345', appNamed: true };
const url = 'https://main-abc.eu-5.platformsh.site/';

function did(plan: Plan): { readonly steps: readonly Step[]; readonly outcome: Outcome } {
  if ('cannot' in plan) throw new Error(plan.cannot.code);
  return { steps: plan.steps, outcome: plan.outcome([]) };
}

function commandOf(effect: Effect | undefined): Command {
  if (effect?.kind !== 'command') throw new Error('no command');
  return effect;
}

describe('status and open', () => {
  const status = { verb: 'status', ...target } as const;
  const factsOf = (now: PlatformshNow): Readonly<Record<string, string>> =>
    Object.fromEntries(did(planStatus(now, status, upsun)).outcome.facts.map(({ name, value }) => [name, value]));

  it('say what there is', () => {
    const services = { db: 'postgresql:16' };
    const facts = factsOf(observed({ environment: { services } }));
    expect(facts).toMatchObject({
      Project: 'Blog (abcdefgh12345), eu-5.platform.sh',
      Environment: 'main, active, production',
      Deployment: 'success, 2026-11-30: Ada pushed',
      Services: 'db (postgresql:16)',
      Variables: 'SECRET_KEY',
    });
    expect(did(planOpen(observed(), { verb: 'open', ...target }, upsun)).outcome.data).toEqual([url]);
  });

  it('say that the deploy hook failed, which the platform calls a success', () => {
    const activity = {
      id: 'a',
      state: 'complete',
      result: 'success',
      at: 'now',
      text: 'Ada pushed',
      log: `${marks.failed} 1`,
    };
    expect(factsOf(observed({ environment: { activity } }))['Deployment']).toBe(
      'success, but the deploy hook failed, now: Ada pushed',
    );
  });

  it('say that there is none', () => {
    expect(problemOf(() => planStatus(absent(), status, upsun))).toMatchObject({ code: 'app-absent' });
    const none = observed({ environment: 'none', project: { branch: 'staging' } });
    expect(problemOf(() => planStatus(none, status, upsun))).toMatchObject({
      code: 'app-absent',
      environment: 'staging',
    });
  });
});

describe('run', () => {
  const request = { verb: 'run', ...target } as const;

  it('runs a line by SSH in the app', () => {
    const command = ['manage.py', 'shell', '-c', 'print("a b")'];
    const [step] = did(planRun(observed(), { ...request, command }, upsun)).steps;
    expect(commandOf(step?.effect)).toMatchObject({
      argv: [
        'upsun',
        'environment:ssh',
        '--project',
        'abcdefgh12345',
        '--environment',
        'main',
        '--app',
        'app',
        `python manage.py shell -c 'print("a b")'`,
      ],
      output: 'data',
    });
  });

  it('has the terminal of the person where there is one', () => {
    const [step] = did(planRun(observed({ now: { terminal: true } }), { ...request, command: ['bash'] }, upsun)).steps;
    expect(commandOf(step?.effect).output).toBe('terminal');
    expect(commandOf(step?.effect).argv).toContain('RequestTTY yes');
  });

  it('gives the exit code of the command', () => {
    const plan = planRun(observed(), { ...request, command: ['false'] }, upsun);
    if ('cannot' in plan) throw new Error(plan.cannot.code);
    const result = { id: 'run', title: '', why: '', outcome: 'done', startedAt: 0, ms: 0, exitCode: 3 } as const;
    expect(plan.outcome([result]).exitCode).toBe(3);
  });
});

describe('logs', () => {
  const request = { verb: 'logs', ...target, follow: false, tail: 20 } as const;
  const workers = ['app--worker', 'app--beat'];

  it('are those of the server, as many lines as were asked for', () => {
    const [step] = did(planLogs(observed(), request, upsun)).steps;
    expect(commandOf(step?.effect).argv.slice(1)).toEqual([
      'environment:logs',
      'app',
      '--project',
      'abcdefgh12345',
      '--environment',
      'main',
      '--app',
      'app',
      '--lines',
      '20',
    ]);
  });

  it('of a process are those of its worker', () => {
    const now = observed({ environment: { workers } });
    const [step] = did(planLogs(now, { ...request, process: 'beat', follow: true }, upsun)).steps;
    expect(commandOf(step?.effect).argv).toEqual(expect.arrayContaining(['--worker', 'app--beat', '--tail']));
    expect(problemOf(() => planLogs(now, { ...request, process: 'none' }, upsun))).toMatchObject({
      code: 'process-unknown',
      known: ['web', 'worker', 'beat'],
    });
  });
});

describe('destroy', () => {
  const request = { verb: 'destroy', ...target, deleteData: false } as const;
  const { app } = target;

  it('wants the name, and says what goes', () => {
    expect(problemOf(() => planDestroy(observed(), request, upsun))).toMatchObject({
      code: 'confirm-missing',
      deletes: [
        'the project Blog (abcdefgh12345) with all its environments, variables and code',
        'the mount .simple-deploy/data: DELETED with all data',
      ],
    });
    expect(problemOf(() => planDestroy(observed(), { ...request, confirm: 'other' }, upsun))).toMatchObject({
      given: 'other',
    });
  });

  it('names the environment again that is meant, and never the whole project', () => {
    const now = observed({ project: { branch: 'staging' } });
    expect(problemOf(() => planDestroy(now, request, upsun))).toMatchObject({
      code: 'confirm-missing',
      at: ' --project abcdefgh12345 --environment staging',
    });
    const sure = { ...request, confirm: app };
    expect(problemOf(() => planDestroy(now, sure, upsun))).toMatchObject({
      next: [expect.stringContaining('--environment staging'), expect.stringContaining('--environment staging')],
    });
    const none = observed({ project: { branch: 'staging' }, environment: 'none' });
    expect(problemOf(() => planDestroy(none, sure, upsun))).toMatchObject({ environment: 'staging' });
  });

  it('of the project counts what other environments may hold', () => {
    const empty = observed({ environment: { mounts: [], services: {} }, project: { others: ['staging'] } });
    expect(problemOf(() => planDestroy(empty, { ...request, confirm: app }, upsun))).toMatchObject({
      code: 'choice-impossible',
      what: expect.stringContaining('the environment staging') as string,
    });
  });

  it('wants a word more where there is data', () => {
    expect(problemOf(() => planDestroy(observed(), { ...request, confirm: app }, upsun))).toMatchObject({
      code: 'choice-impossible',
    });
  });

  it('deletes the project of its main environment', () => {
    const [step] = did(planDestroy(observed(), { ...request, confirm: app, deleteData: true }, upsun)).steps;
    expect(commandOf(step?.effect).argv).toEqual(['upsun', 'project:delete', '--project', 'abcdefgh12345', '--yes']);
  });

  it('deletes any other environment alone', () => {
    const now = observed({ project: { branch: 'staging' }, environment: { mounts: [] } });
    const [step] = did(planDestroy(now, { ...request, confirm: app }, upsun)).steps;
    expect(commandOf(step?.effect).argv.slice(1, 3)).toEqual(['environment:delete', 'staging']);
  });
});

it('what needs the platform’s program says so', () => {
  const { login: _login, ...now } = observed();
  expect(problemOf(() => planOpen(now, { verb: 'open', ...target }, upsun))).toMatchObject({
    code: 'choice-impossible',
  });
});
