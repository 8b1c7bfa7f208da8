import { afterAll, beforeAll, describe } from 'vitest';
import { buildWithAttestation, copyImage, startEngine, type Suite, type TestEngine } from '../support/engines.ts';
import { localBase } from '../support/tiny-plan.ts';
import { formatSuite } from '../registry/support/format-suite.ts';
import { buildSuite } from './build-suite.ts';
import { pushSuite } from './push-suite.ts';
import { sshSuite } from './ssh-suite.ts';

/** Builds, lends agents and pushes on the engine of a Debian release, which is started once for all. */
export function otherEngineSuite(suite: Suite): void {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startEngine(suite);
    copyImage(engine, localBase);
  });
  afterAll(() => engine.stop());
  const shared = () => Promise.resolve({ env: engine.env, stop: () => Promise.resolve() });
  describe('build', () => {
    buildSuite(shared);
  });
  describe('ssh', () => {
    sshSuite(shared);
  });
  describe('push', () => {
    pushSuite(shared);
  });
  describe('push in a format', () => {
    formatSuite(shared, (target, tag) => buildWithAttestation(suite, engine, target, tag));
  });
}
