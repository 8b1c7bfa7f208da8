import { describe } from 'vitest';
import { formatSuite } from './support/format-suite.ts';

describe('the engine of this machine', () => {
  formatSuite(() => Promise.resolve({ env: process.env, stop: () => Promise.resolve() }));
});
