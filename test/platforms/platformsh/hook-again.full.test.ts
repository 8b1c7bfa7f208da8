import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyFixture } from '../../support/fixture-copy.ts';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { type Platformsh, startPlatformsh } from '../../support/platformsh/start-platformsh.ts';
import { newState, type Ran, runCli } from '../../support/run-cli.ts';

const data = '/app/.simple-deploy/data';
/** Fails until somebody says that it may go well. */
const release = `test -e ${data}/ready && echo released >>${data}/released`;

describe.each(['upsun', 'platformsh'] as const)(
  'a deploy hook that fails for what is not in the code, on %s',
  (flavour) => {
    let platform: Platformsh;
    let endEdge: () => void;
    const { root, remove } = copyFixture('nested-same-name');
    const state = newState();
    let id = '';
    beforeAll(async () => {
      platform = await startPlatformsh({ flavour, builds: true });
      endEdge = useEdge(platform);
      id = platform.project().id;
    });
    afterAll(async () => {
      endEdge();
      await platform.stop();
      remove();
    });
    const deploy = (verb: string, ...more: readonly string[]): Promise<Ran> =>
      runCli([verb, '--to', flavour, '--project', id, ...more], { cwd: root, env: platform.env, state });
    const push = (...more: readonly string[]): Promise<Ran> => deploy('push', '--yes', '--release', release, ...more);
    const commits = (): number =>
      platform.state.projects.get(id)?.activities.filter((each) => each.type === 'environment.push').length ?? 0;
    const released = async (): Promise<string> => (await deploy('run', '--', 'cat', `${data}/released`)).stdout;

    test('is a failed push, again and again: the same code is no new one for the platform', async () => {
      const first = await push();
      expect([first.code, first.stderr]).toEqual([1, expect.stringContaining('The release step failed') as string]);
      const again = await push();
      expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('Run the deploy hook') as string]);
      expect(commits()).toBe(1);
    });

    test('is run when its cause is gone, and nothing changed after that', async () => {
      expect((await deploy('run', '--', 'touch', `${data}/ready`)).code).toBe(0);
      const pushed = await push();
      expect([pushed.code, pushed.stderr]).toEqual([0, expect.stringContaining('Run the deploy hook') as string]);
      expect([await released(), commits()]).toEqual(['released\n', 2]);
      const unchanged = await push();
      expect([unchanged.code, unchanged.stderr]).toEqual([0, expect.stringContaining('nothing changed') as string]);
      expect((await fetch(pushed.stdout.trim())).status).toBe(200);
    });

    test('is run for a new variable and with --force, too', async () => {
      expect(await push('--env', 'GREETING=hello')).toMatchObject({ code: 0 });
      expect(await push('--force')).toMatchObject({ code: 0 });
      expect(await released()).toBe('released\n'.repeat(3));
      expect(platform.violations).toEqual([]);
    });
  },
);
