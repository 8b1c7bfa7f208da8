import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { copyImage, type EngineKind, startEngine, type TestEngine } from '../support/engines.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { freePort } from '../support/free-port.ts';
import { newState, runCli } from '../support/run-cli.ts';
import { snapshotTree } from '../support/tree-snapshot.ts';

/** Fixtures of which one shows that an engine is served, and more are for the long tests: what differs is read before an engine is asked. */
export const oneFixture = ['nested-same-name'] as const;
export const moreFixtures = ['two-levels', 'uv-nested'] as const;

/** Builds and runs projects by the command line on another engine than the machine's. */
export function commandsOnOtherEngine(kind: EngineKind, fixtures: readonly string[]): void {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startEngine(kind);
    copyImage(engine, debianBase);
  });
  afterAll(async () => {
    await engine.stop();
  });

  test.each(fixtures)('builds and runs %s', async (fixture) => {
    const { root, remove } = copyFixture(fixture);
    const options = { cwd: root, state: newState(), env: { DOCKER_HOST: `unix://${engine.socket}` } };
    const before = snapshotTree(root);
    try {
      const built = await runCli(['build', '--base-image', debianBase], options);
      expect(built.stderr).not.toContain('Error');
      expect(built.code).toBe(0);
      const pushed = await runCli(['push', '--port', String(await freePort())], options);
      expect(pushed.stderr).toContain('The image of this tree is there');
      expect(pushed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^http:/) });
      expect((await fetch(pushed.stdout.trim())).status).toBe(200);
      expect(snapshotTree(root)).toEqual(before);
    } finally {
      remove();
    }
  });
}
