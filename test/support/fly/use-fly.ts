import { afterAll, beforeAll } from 'vitest';
import { useEdge } from '../fakes/use-edge.ts';
import { type Fly, startFly } from './start-fly.ts';

/** A Fly.io for the tests of one file: it starts before the first, `fetch` reaches its apps, and it ends after the last. */
export function useFly(): Fly {
  const fly = {} as Fly;
  let endEdge: (() => void) | undefined;
  beforeAll(async () => {
    Object.assign(fly, await startFly());
    endEdge = useEdge(fly);
  });
  afterAll(async () => {
    endEdge?.();
    await fly.stop();
  });
  return fly;
}
