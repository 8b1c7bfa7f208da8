import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const minute = 60_000;

/** What tests remember and log in this process is none of the person's: no run of theirs finds it. */
const state = mkdtempSync(join(tmpdir(), 'simple-deploy-test-state-'));
/** Of the sources that tests start as a command hundreds of times: a third of the processor time of each. Checked by content. */
const NODE_COMPILE_CACHE = join(import.meta.dirname, '.cache/tests/compiled');
const env = { XDG_STATE_HOME: state, NODE_COMPILE_CACHE };
const setupFiles = ['test/support/each-file.ts'];
// The reaper's image would have to be pulled; the tests remove what they start themselves.
const oneByOne = {
  fileParallelism: false,
  testTimeout: 5 * minute,
  hookTimeout: 10 * minute,
  setupFiles,
  env: { ...env, TESTCONTAINERS_RYUK_DISABLED: 'true' },
};
process.on('exit', () => rmSync(state, { recursive: true, force: true }));

/**
 * Engine tests that build nothing on the machine's engine: on engines of their own, or with images that stand. BuildKit of
 * engine 20.10 can panic ("failed to get edge") when two clients build at a time, so that only these may run beside a build.
 */
const beside = [
  'test/platforms/**/*.engine.test.ts',
  'test/docker/engine-*.engine.test.ts',
  'test/docker/failures.engine.test.ts',
  'test/registry/**/*.engine.test.ts',
  'test/commands/other-engines.engine.test.ts',
  'test/package/old-node.engine.test.ts',
  'test/**/*.browser.test.ts',
];

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
          exclude: ['test/**/*.{engine,engine-29,browser,full}.test.ts', 'test/overlay/**', '**/node_modules/**'],
          testTimeout: minute,
          // Hundreds of files: to load the sources anew for each takes a third of the whole time.
          isolate: false,
          setupFiles: [...setupFiles, 'test/support/shared-process.ts'],
          env,
        },
      },
      {
        // The Python that we ship, with unittest on the oldest and the newest Django that it is for: a minute, so not among the fast ones.
        test: {
          name: 'overlay',
          include: ['test/overlay/**/*.test.ts'],
          exclude: ['test/**/*.full.test.ts', '**/node_modules/**'],
          testTimeout: 10 * minute,
          hookTimeout: 10 * minute,
          setupFiles,
          env,
        },
      },
      {
        test: {
          name: 'engine',
          include: ['test/**/*.engine.test.ts'],
          exclude: [...beside, '**/node_modules/**'],
          ...oneByOne,
        },
      },
      {
        test: { name: 'beside', include: beside, ...oneByOne },
      },
      {
        // On an engine that no Debian has: it is compiled first (npm run test:engine-29).
        test: { name: 'engine-29', include: ['test/**/*.engine-29.test.ts'], ...oneByOne },
      },
      {
        test: {
          name: 'full',
          include: ['test/**/*.full.test.ts'],
          ...oneByOne,
          testTimeout: 60 * minute,
        },
      },
    ],
  },
});
