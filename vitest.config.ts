import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const minute = 60_000;

/** What tests remember and log in this process is none of the person's: no run of theirs finds it. */
const state = mkdtempSync(join(tmpdir(), 'simple-deploy-test-state-'));
const env = { XDG_STATE_HOME: state };
process.on('exit', () => rmSync(state, { recursive: true, force: true }));

/** `unit` needs no engine and runs in parallel; `engine` talks to the real engine and registries, one file at a time. */
export default defineConfig({
  test: {
    passWithNoTests: false,
    allowOnly: false,
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.engine.test.ts', 'test/**/*.full.test.ts', 'test/overlay/**', '**/node_modules/**'],
          testTimeout: minute,
          env,
        },
      },
      {
        // The Python that we ship, with unittest on every Django that it is for: a minute, so not among the fast ones.
        test: {
          name: 'overlay',
          include: ['test/overlay/**/*.test.ts'],
          testTimeout: 10 * minute,
          hookTimeout: 10 * minute,
          env,
        },
      },
      {
        test: {
          name: 'engine',
          include: ['test/**/*.engine.test.ts'],
          fileParallelism: false,
          testTimeout: 5 * minute,
          hookTimeout: 10 * minute,
          // The reaper's image would have to be pulled; the tests remove what they start themselves.
          env: { ...env, TESTCONTAINERS_RYUK_DISABLED: 'true' },
        },
      },
      {
        test: {
          name: 'full',
          include: ['test/**/*.full.test.ts'],
          fileParallelism: false,
          testTimeout: 60 * minute,
          hookTimeout: 10 * minute,
          env: { ...env, TESTCONTAINERS_RYUK_DISABLED: 'true' },
        },
      },
    ],
  },
});
