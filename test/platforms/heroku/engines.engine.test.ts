import { engineSuite } from '../../support/heroku/engine-suite.ts';

engineSuite('trixie');
