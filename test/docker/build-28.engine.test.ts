import { describe } from 'vitest';
import { copyImage, startEngine } from '../support/engines.ts';
import { localBase } from '../support/tiny-plan.ts';
import { buildSuite } from './build-suite.ts';

describe('engine 28 with the containerd store', () => {
  buildSuite(async () => {
    const engine = await startEngine('sid');
    copyImage(engine, localBase);
    return engine;
  });
});
