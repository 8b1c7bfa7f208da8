import { describe } from 'vitest';
import { engineOfVariable } from '../support/engines.ts';
import { otherEngineSuite } from './other-engine-suite.ts';

describe('engine 29', () => {
  otherEngineSuite(engineOfVariable());
});
