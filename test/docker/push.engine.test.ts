import { describe } from 'vitest';
import { pushSuite } from './push-suite.ts';

describe("push from the machine's own engine", () => {
  pushSuite(async () => await Promise.resolve({ env: {}, stop: () => Promise.resolve() }));
});
