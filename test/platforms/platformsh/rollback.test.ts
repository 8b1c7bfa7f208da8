import { describe, expect, it } from 'vitest';
import { upsun } from '../../../src/platforms/platformsh/names.ts';
import type { PlatformshNow } from '../../../src/platforms/platformsh/observe.ts';
import { planRollback } from '../../../src/platforms/platformsh/rollback.ts';
import type { Plan } from '../../../src/platforms/types.ts';
import type { GitPush, Step } from '../../../src/values/step.ts';
import { problemOf } from '../../support/problem-of.ts';
import { observed } from './observed.ts';

const target = { app: 'abcdefgh12345', appNamed: true };

function did(plan: Plan): { readonly steps: readonly Step[] } {
  if ('cannot' in plan) throw new Error(plan.cannot.code);
  return plan;
}

describe('rollback', () => {
  const at = '2026-11-30T12:00:00+00:00';
  const commits = (...trees: readonly string[]) =>
    trees.map((tree, index) => ({
      id: `${index}`.repeat(40),
      tree: tree.repeat(40),
      at,
      message: `Deploy\n\nSimple-Deploy-Tree: ${tree.repeat(40)}\nSimple-Deploy-Variables: print`,
    }));
  const request = { verb: 'rollback', ...target } as const;
  const pushOf = (now: PlatformshNow): GitPush => {
    const [first] = did(planRollback(now, request, upsun)).steps;
    if (first?.effect.kind !== 'git-push') throw new Error('no push');
    return first.effect;
  };

  it('pushes the tree before, on top of what stands there, with the variables of now', () => {
    const push = pushOf(observed({ now: { commits: commits('b', 'b', 'a') } }));
    expect(push).toMatchObject({ tree: { of: '2'.repeat(40), back: 2 }, parent: '0'.repeat(40) });
    expect(push.message).toContain(`Simple-Deploy-Tree: ${'a'.repeat(40)}`);
    expect(push.message).toContain('Simple-Deploy-Variables: print');
  });

  it('a second time goes further back, and not to where it came from', () => {
    const [, ...older] = commits('x', 'c', 'b', 'a');
    const first = pushOf(observed({ now: { commits: older } }));
    const now = { id: '9'.repeat(40), tree: 'b'.repeat(40), at, message: first.message };
    expect(pushOf(observed({ now: { commits: [now, ...older] } })).tree).toEqual({ of: '3'.repeat(40), back: 3 });
  });

  it('does not go back to a tree without a database that stands', () => {
    const noted = (services: string, index: number) => ({
      id: `${index}`.repeat(40),
      tree: `${index}`.repeat(40),
      at,
      message: `Deploy\n\nSimple-Deploy-Tree: ${`${index}`.repeat(40)}\nSimple-Deploy-Services: ${services}\n`,
    });
    const environment = { services: { db: 'postgresql:17', cache: 'redis:7.2' } };
    const now = observed({ environment, now: { commits: [noted('db=postgresql:17', 0), noted('none', 1)] } });
    expect(problemOf(() => planRollback(now, request, upsun))).toMatchObject({
      code: 'choice-impossible',
      what: expect.stringContaining('no service db (postgresql:17)') as string,
    });
    const both = observed({ environment, now: { commits: [noted('none', 0), noted('db=postgresql:17', 1)] } });
    expect(pushOf(both).message).toContain('Simple-Deploy-Services: db=postgresql:17\n');
  });

  it('has nothing to go back to after one push', () => {
    const now = observed({ now: { commits: commits('a') } });
    expect(problemOf(() => planRollback(now, request, upsun))).toMatchObject({ code: 'nothing-before' });
  });

  it("does not undo somebody else's commit", () => {
    const [mine] = commits('a');
    const theirs = { id: '8'.repeat(40), tree: 'e'.repeat(40), at, message: 'Fix' };
    const now = observed({ now: { commits: mine === undefined ? [] : [theirs, mine] } });
    expect(problemOf(() => planRollback(now, request, upsun))).toMatchObject({ code: 'branch-elsewhere' });
  });
});
