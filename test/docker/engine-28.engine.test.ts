import { describe } from 'vitest';
import { otherEngineSuite } from './other-engine-suite.ts';

describe('engine 28 with the containerd store', () => {
  otherEngineSuite('sid');
});
