import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectEngine } from '../../src/docker/engine.ts';
import { isInsecureRegistry } from '../../src/docker/insecure-registries.ts';
import { buildWithAttestation, copyImage, startEngine, type EngineKind, type TestEngine } from '../support/engines.ts';
import { localBase } from '../support/tiny-plan.ts';
import { formatSuite } from '../registry/support/format-suite.ts';
import { buildSuite } from './build-suite.ts';
import { pushSuite } from './push-suite.ts';
import { sshSuite } from './ssh-suite.ts';

/** Builds, lends agents and pushes on another engine than the machine's, which is started once for all. */
export function otherEngineSuite(kind: EngineKind): void {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startEngine(kind);
    copyImage(engine, localBase);
  });
  afterAll(() => engine.stop());
  const shared = () => Promise.resolve({ env: engine.env, stop: () => Promise.resolve() });
  test('tells which registries it was told to speak with in the open', async () => {
    const connected = await connectEngine(engine.env);
    const hosts = [
      'insecure.test:5000',
      '10.99.1.2:5000',
      '10.98.1.2:5000',
      'insecure.test',
      'localhost:5000',
      '127.0.0.1',
    ];
    const told = await Promise.all(hosts.map((host) => isInsecureRegistry(connected, host)));
    connected.close();
    expect(told).toEqual([true, true, false, false, false, false]);
  });
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
    formatSuite(shared, async (target, tag) => buildWithAttestation(kind, engine, target, tag));
  });
}
