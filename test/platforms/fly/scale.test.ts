import { describe, expect, test } from 'vitest';
import { wordsFor } from '../../../src/messages.ts';
import type { FlyNow } from '../../../src/platforms/fly/observe.ts';
import { planPush } from '../../../src/platforms/fly/push.ts';
import type { Step } from '../../../src/values/step.ts';
import { fresh, outcomeOf } from '../support/observed.ts';
import { after, imageOf, nobody, planned, pushOf, refusal } from './observed.ts';

const ids = (steps: readonly Step[]) => steps.map(({ id }) => id);
const argv = (steps: readonly Step[], id: string) => {
  const effect = steps.find((step) => step.id === id)?.effect;
  return effect?.kind === 'command' ? effect.argv.join(' ') : undefined;
};

describe('--ha', () => {
  const two = (now: FlyNow) => ({ ...now, machines: [...now.machines, ...now.machines] });

  test('gives a server that stands a second machine, once, and nothing else when nothing else changed', () => {
    expect(ids(planned(after(), { ha: true }))).toEqual(['lock', 'scale', 'answer', 'unlock']);
    expect(argv(planned(after(), { ha: true }), 'scale')).toBe('flyctl scale count app=2 -a blog --yes');
    expect(planned(two(after()), { ha: true })).toEqual([]);
    expect(planned(two(after()))).toEqual([]);
  });

  test('comes after the deployment, which makes two of what is new', () => {
    const other = { ha: true, image: imageOf({}, '2') };
    expect(ids(planned(after(), other))).toEqual(['lock', 'push', 'deploy', 'scale', 'answer', 'unlock']);
    expect(ids(planned(nobody, { ha: true }))).not.toContain('scale');
    expect(argv(planned(nobody, { ha: true }), 'deploy')).toContain('--ha=true');
  });

  test('is for what serves: a worker stays alone', () => {
    const image = imageOf({ processes: { worker: ['celery'] } });
    expect(argv(planned(after({ image }), { image, ha: true }), 'scale')).toContain('count app=2 -a');
  });

  test('makes what is billed after a yes only', () => {
    expect(refusal(after(), { ha: true, create: false })).toMatchObject({
      code: 'consent-missing',
      stands: true,
      creates: ['a second machine for the server'],
      billed: [expect.stringContaining('pricing')],
    });
  });

  test('leaves a machine with a volume of the person’s own alone, and says so', () => {
    const mounted = { ...after(), machines: after().machines.map((each) => ({ ...each, mounted: true })) };
    expect(planned(mounted, { ha: true })).toEqual([]);
    const { notes } = outcomeOf(planPush(mounted, pushOf({ ha: true }), fresh));
    expect(notes).toEqual([{ code: 'note-one-machine', app: 'blog', next: 'flyctl scale count app=2 -a blog' }]);
    expect(outcomeOf(planPush(mounted, pushOf(), fresh)).notes).toEqual([]);
  });
});

test('the summary says how many machines there are', () => {
  const machines = (now: FlyNow, more: Parameters<typeof pushOf>[0] = {}) =>
    outcomeOf(planPush(now, pushOf(more), fresh)).facts.find(({ name }) => name === 'Machines')?.value;
  const image = imageOf({ processes: { worker: ['celery'] } });
  expect(machines(nobody, { image })).toBe('1 for the server, 1 for worker');
  expect(machines(nobody, { image, ha: true })).toBe('2 for the server, 1 for worker');
  expect(machines(after(), { ha: true })).toBe('2 for the server');
  expect(machines({ ...after(), machines: [...after().machines, ...after().machines] })).toBe('2 for the server');
});

test('a region where no machine of the app runs is refused, with the commands that move it', () => {
  expect(planned(after(), { region: 'fra' })).toEqual([]);
  const problem = refusal(after(), { region: 'iad' });
  expect(problem).toMatchObject({ code: 'choice-impossible', what: expect.stringContaining('run in fra') as string });
  expect(wordsFor(problem).next.join('\n')).toMatch(/scale count app=1 --region iad -a blog.*app=0 --region fra/s);
  const both = after().machines.flatMap((each) => [each, { ...each, region: 'iad' }]);
  expect(planned({ ...after(), machines: both }, { region: 'iad', force: true })).not.toEqual([]);
});
