import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../../support/browser.ts';
import { buildableFixtures } from '../../support/buildable-fixtures.ts';
import { copyFixture } from '../../support/fixture-copy.ts';
import { useEdge } from '../../support/fakes/use-edge.ts';
import type { Flavour } from '../../support/platformsh/ground.ts';
import { type Platformsh, startPlatformsh } from '../../support/platformsh/start-platformsh.ts';
import { newState, runCli } from '../../support/run-cli.ts';

const password = randomBytes(12).toString('hex');

/**
 * Pushes fixtures to a platform that builds and runs what is pushed by its own rules, and uses each as its visitors do, over a
 * second push of the same code. Only
 * `startproject-plain` has no page of its own.
 */
export function usesFixtures(flavour: Flavour, fixtures: readonly string[], secondPush = ['--force']): void {
  describe(`what is built on ${flavour}`, () => {
    useEach(flavour, fixtures, secondPush);
  });
}

function useEach(flavour: Flavour, fixtures: readonly string[], secondPush: readonly string[]): void {
  let platform: Platformsh;
  let endEdge: () => void;
  beforeAll(async () => {
    platform = await startPlatformsh({ flavour, builds: true });
    endEdge = useEdge(platform);
  });
  afterAll(async () => {
    endEdge();
    await platform.stop();
  });

  describe.each(fixtures)('%s', (name) => {
    const [, { database }] = buildableFixtures.find(([fixture]) => fixture === name) ?? [name, {}];
    const chosen = database === undefined ? [] : ['--database', database];
    const state = newState();
    const project = { id: '' };
    const { root, remove } = copyFixture(name);
    afterAll(remove);
    const deploy = (verb: string, ...more: readonly string[]) =>
      runCli([verb, '--to', flavour, '--project', project.id, ...more], { cwd: root, env: platform.env, state });
    let url = '';
    const hasNotes = name !== 'startproject-plain';
    const origin = (): string => url.replace(/\/$/, '');
    const logsIn = async (): Promise<readonly unknown[]> => {
      const fields = { username: 'ada', password, next: '/admin/' };
      const login = await new Browser(origin()).post('/admin/login/', fields);
      return [login.status, login.headers.get('location')];
    };
    const upload = async (): Promise<string> => {
      const attachment = new File(['what was uploaded'], 'letter.txt');
      await new Browser(origin()).post('/', { text: 'a note to keep', attachment });
      return /href="([^"]*letter[^"]*)"/.exec(await new Browser(origin()).text('/'))?.[1] ?? 'no link';
    };

    test('is built from the pushed commit, and answers', async () => {
      project.id = platform.project(name).id;
      const pushed = await deploy('push', '--yes', ...chosen);
      expect(pushed).toMatchObject({ code: 0 });
      url = pushed.stdout.trim();
      const path = hasNotes ? '' : 'admin/login/';
      expect((await fetch(`${url}${path}`)).status).toBe(200);
    });

    test('has its static files from the platform, with their time', async () => {
      const styles = hasNotes ? 'static/notes/style.css' : 'static/admin/css/base.css';
      const answer = await fetch(`${url}${styles}`);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'max-age=3600']);
      expect((await fetch(url.replace('https:', 'http:'), { redirect: 'manual' })).status).toBe(301);
    });

    test('lets somebody log in that a command made, and keeps what was written through a push', async () => {
      const made = ['--username=ada', '--email=ada@example.com', '--noinput'];
      const line = ['env', `DJANGO_SUPERUSER_PASSWORD=${password}`, 'python', 'manage.py', 'createsuperuser', ...made];
      const ran = await deploy('run', '--', ...line);
      expect(ran).toMatchObject({ code: 0 });
      expect(await logsIn()).toEqual([302, '/admin/']);
      const link = hasNotes ? await upload() : undefined;
      const again = await deploy('push', '--yes', ...secondPush, ...chosen);
      expect([again.code, again.stderr]).toEqual([0, expect.any(String)]);
      expect(await logsIn()).toEqual([302, '/admin/']);
      expect(link && (await new Browser(origin()).text(link))).toBe(link && 'what was uploaded');
    });

    test('asked nothing that the platform is not asked', () => {
      expect(platform.violations).toEqual([]);
    });
  });
}
