import { describe } from 'vitest';
import { engineOfVariable } from '../support/engines.ts';
import { commandsOnOtherEngine, moreFixtures, oneFixture } from './other-engine-suite.ts';

describe('engine 29', () => {
  commandsOnOtherEngine(engineOfVariable(), [...oneFixture, ...moreFixtures]);
});
