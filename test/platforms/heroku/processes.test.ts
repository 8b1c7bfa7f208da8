import { expect, test } from 'vitest';
import { planPush } from '../../../src/platforms/heroku/push.ts';
import type { Step } from '../../../src/values/step.ts';
import { imageOf } from '../fly/observed.ts';
import { fresh, outcomeOf } from '../support/observed.ts';
import { after, app, planned, pushOf, refusal, requestOf } from './observed.ts';

const ids = (steps: readonly Step[]) => steps.map(({ id }) => id);
const worker = { worker: ['celery', '-A', 'shop', 'worker'] };

test('a process type that is new gets one dyno after a yes; one that was scaled to none stays so', () => {
  const now = after();
  const image = imageOf({ processes: worker });
  expect(refusal(now, { create: false, image })).toMatchObject({ code: 'consent-missing', stands: true });
  const steps = planned(now, { image });
  expect(requestOf(steps, 'start').body).toEqual({ updates: [{ type: 'worker', quantity: 1 }] });
  const scaled = {
    ...now,
    formation: [...now.formation, { type: 'worker', quantity: 0, size: 'Basic', untouched: false }],
  };
  const again = planPush(scaled, pushOf({ create: false, image }), fresh);
  expect('steps' in again ? ids(again.steps) : []).not.toContain('start');
  expect(JSON.stringify(outcomeOf(again).notes)).toContain('heroku ps:scale worker=1 --app blog');
});

test('one that came with a release and that nobody has scaled is what an interrupted push left: it is started', () => {
  const image = imageOf({ processes: worker });
  const now = after({ image });
  const formation = now.formation.map((each) =>
    each.type === 'worker' ? { ...each, quantity: 0, untouched: true } : each,
  );
  const plan = planPush({ ...now, formation }, pushOf({ image }), fresh);
  expect(requestOf('steps' in plan ? plan.steps : [], 'start').body).toEqual({
    updates: [{ type: 'worker', quantity: 1 }],
  });
  expect(JSON.stringify(outcomeOf(plan).notes)).not.toContain('No dyno runs');
});

test('a process type that the image has no longer goes, as it would run the older image', () => {
  const now = after({ image: imageOf({ processes: worker }) });
  const steps = planned(now);
  expect(requestOf(steps, 'remove-worker')).toMatchObject({
    url: 'https://api.example/apps/blog/formation/worker',
    body: { docker_image: null },
  });
  // Each removal is a release: what serves is the last one.
  expect(ids(steps).slice(-7)).toEqual([
    'phase',
    'remove-worker',
    'find-again',
    'phase-again',
    'boot',
    'answer',
    'unlock',
  ]);
  expect(steps.find(({ id }) => id === 'boot')?.uses).toEqual({
    version: { step: 'find-again', at: ['0', 'version'] },
  });
  const built = { ...now, app: { ...app, stack: 'heroku-24', buildStack: 'container' } };
  expect(ids(planned(built))).not.toContain('remove-worker');
});

test('a process type that could not be removed is told of, with the command that does it', () => {
  const plan = planPush(after({ image: imageOf({ processes: worker }) }), pushOf(), fresh);
  const failed = {
    id: 'remove-worker',
    title: '',
    why: '',
    outcome: 'failed' as const,
    startedAt: 0,
    ms: 0,
    reason: 'no',
  };
  const { notes } = 'outcome' in plan ? plan.outcome([failed]) : { notes: [] };
  expect(JSON.stringify(notes)).toContain('heroku container:rm worker --app blog');
});
