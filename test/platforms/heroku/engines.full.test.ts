import { engineSuite } from '../../support/heroku/engine-suite.ts';
import { suites } from '../../support/engines.ts';

for (const suite of suites) engineSuite(suite);
