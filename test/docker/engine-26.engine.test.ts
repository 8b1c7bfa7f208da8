import { describe } from 'vitest';
import { otherEngineSuite } from './other-engine-suite.ts';

describe('engine 26 with the containerd store', () => {
  otherEngineSuite('trixie');
});
