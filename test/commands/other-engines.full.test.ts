import { describe } from 'vitest';
import { suites } from '../support/engines.ts';
import { commandsOnOtherEngine, moreFixtures } from './other-engine-suite.ts';

describe.each(suites)('the engine of Debian %s, with the containerd store', (suite) => {
  commandsOnOtherEngine(suite, moreFixtures);
});
