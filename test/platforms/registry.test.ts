import { describe, expect, test } from 'vitest';
import { registry } from '../../src/platforms/registry/index.ts';
import type { StepResult } from '../../src/values/step.ts';
import { fresh, image, pushOf, stepsOf } from './support/observed.ts';

const digest = `sha256:${'0'.repeat(64)}`;
const to = (...destinations: readonly string[]) => pushOf({ destinations, image: image('1') });
const plan = (now: ReadonlyMap<string, string | undefined>, ...destinations: readonly string[]) =>
  registry.plan(now, to(...destinations), fresh);
const pushed = (id: string): StepResult => ({
  id,
  title: '',
  why: '',
  outcome: 'done',
  startedAt: 0,
  ms: 1,
  pushed: { digest, bytes: 15_234, beforeCompression: true, layersSent: 1, layersKnown: 6 },
});

test('each destination is a step of its own, with the tag that was meant', () => {
  const effects = stepsOf(plan(new Map(), 'registry.example.com/team/blog:1.0', 'localhost:5000/blog')).map(
    ({ effect }) => effect,
  );
  expect(effects).toEqual([
    { kind: 'registry-push', image: 'simple-deploy/blog:1', destination: 'registry.example.com/team/blog:1.0' },
    { kind: 'registry-push', image: 'simple-deploy/blog:1', destination: 'localhost:5000/blog:latest' },
  ]);
});

test('the format is asked of each push, and stands in the line for the next', () => {
  const planned = registry.plan(new Map(), { ...to('localhost:5000/blog'), format: 'docker' }, fresh);
  expect(stepsOf(planned)[0]?.effect).toMatchObject({ kind: 'registry-push', format: 'docker' });
  if ('cannot' in planned) throw new Error(planned.cannot.code);
  expect(planned.outcome([]).redeploy).toBe(
    'simple-deploy push --to registry --destination localhost:5000/blog:latest --format docker',
  );
});

describe('what it comes to', () => {
  const outcome = (kept?: string) => {
    const planned = plan(new Map([['localhost:5000/blog:1', kept]]), 'localhost:5000/blog:1');
    if ('cannot' in planned) throw new Error(planned.cannot.code);
    return planned.outcome([pushed('push-1')]);
  };

  test('the digest reference for stdout, and what travelled as a person reads it', () => {
    expect(outcome()).toMatchObject({
      data: [`localhost:5000/blog@${digest}`],
      facts: [
        {
          name: 'localhost:5000/blog:1',
          value: `${digest}, 1 layer sent (15.2 KB before compression), 6 already there`,
        },
      ],
      redeploy: 'simple-deploy push --to registry --destination localhost:5000/blog:1',
    });
  });

  test('changed is what the registry did not keep under that name', () => {
    expect(outcome().changed).toBe(true);
    expect(outcome(`sha256:${'1'.repeat(64)}`).changed).toBe(true);
    expect(outcome(digest).changed).toBe(false);
  });
});

test.each([
  ['blog:1', 'host of the registry'],
  ['registry.example.com/Team/Blog:1', 'lower case'],
  [`registry.example.com/blog@${digest}`, 'digest'],
  [`registry.example.com/blog:${'t'.repeat(129)}`, 'tag'],
])('the destination %s is refused, and told why', (destination, why) => {
  expect(() => plan(new Map(), destination)).toThrow(
    expect.objectContaining({
      problem: { code: 'destination-invalid', destination, why: expect.stringContaining(why) as string },
    }),
  );
});

test('an image for another machine, and no destination at all, are refused', () => {
  const foreign = { ...to('localhost:5000/blog'), image: { ...image('1'), osArch: 'linux/arm64' } };
  expect(() => registry.plan(new Map(), foreign, fresh)).toThrow('image-for-other-machine');
  expect(() => plan(new Map())).toThrow('destination-missing');
});
