import { describe } from 'vitest';
import { sshSuite } from './ssh-suite.ts';

describe("SSH agents in builds of the machine's own engine", () => {
  sshSuite(async () => await Promise.resolve({ env: {}, stop: () => Promise.resolve() }));
});
