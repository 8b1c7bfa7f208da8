import { allStatuses, refusalsSuite } from './support/refusals-suite.ts';

refusalsSuite(() => allStatuses);
