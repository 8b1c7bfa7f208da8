import { describe } from 'vitest';
import { copyImage, startEngine } from '../support/engines.ts';
import { localBase } from '../support/tiny-plan.ts';
import { pushSuite } from './push-suite.ts';

describe('push from engine 26 with the containerd store', () => {
  pushSuite(async () => {
    const engine = await startEngine('trixie');
    copyImage(engine, localBase);
    return engine;
  });
});
