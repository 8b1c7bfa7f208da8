import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { copyFixture } from '../../support/fixture-copy.ts';
import { useEdge } from '../../support/fakes/use-edge.ts';
import type { Flavour } from '../../support/platformsh/ground.ts';
import { type Platformsh, startPlatformsh } from '../../support/platformsh/start-platformsh.ts';
import { newState, type Ran, runCli } from '../../support/run-cli.ts';

interface Deployed {
  readonly deploy: (verb: string, ...more: readonly string[]) => Promise<Ran>;
  readonly url: () => string;
}

/** Each of these is built from the pushed commit and runs in containers by the platform's rules, with its services. */
function describeOn(flavour: Flavour, title: string, fixture: string, tests: (deployed: Deployed) => void): void {
  describe(`${title}, on ${flavour}`, () => {
    let platform: Platformsh;
    let endEdge: () => void;
    let url = '';
    const { root, remove } = copyFixture(fixture);
    const state = newState();
    let id = '';
    beforeAll(async () => {
      platform = await startPlatformsh({ flavour, builds: true, compiles: fixture === 'flat' });
      endEdge = useEdge(platform);
      id = platform.project(fixture).id;
    });
    afterAll(async () => {
      endEdge();
      await platform.stop();
      remove();
    });
    const deploy = async (verb: string, ...more: readonly string[]): Promise<Ran> => {
      const args = [verb, '--to', flavour, '--project', id, ...more];
      const ran = await runCli(args, { cwd: root, env: platform.env, state });
      if (verb === 'push') url = ran.stdout.trim();
      return ran;
    };
    tests({ deploy, url: () => url });
    test('asked nothing that the platform is not asked', () => {
      expect(platform.violations).toEqual([]);
    });
  });
}

/** Asks until the answer is as it should be: a worker takes its time. */
async function until<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const answer = await ask();
    if (isIt(answer) || tries === 120) return answer;
    await pause(500);
  }
}

const orders = async (url: string) =>
  (await (await fetch(url)).json()) as { here: string; orders: Record<string, string>; ticked: string | null };

describeOn(
  'upsun',
  'Celery, its beat and a cache by Redis, the rest in Postgres',
  'celery-redis',
  ({ deploy, url }) => {
    test('is deployed with a worker of each kind, and answers', async () => {
      const pushed = await deploy('push', '--yes', '--database', 'postgres');
      expect([pushed.code, pushed.stderr]).toEqual([0, expect.any(String)]);
      const status = await deploy('status');
      expect(status.stderr + status.stdout).toMatch(/cache \(redis:7\.2\)/);
      expect(status.stderr + status.stdout).toMatch(/Workers +.*beat.*worker|Workers +.*worker.*beat/);
    });

    test('a task that a request gives is done by the worker, what beat gives too, and the cache tells', async () => {
      await fetch(`${url()}order/books`);
      const done = await until(
        () => orders(url()),
        ({ orders: all, ticked }) => Boolean(all['books']) && ticked !== null,
      );
      expect(done.orders['books']).toMatch(/.+/);
      expect(done.orders['books']).not.toBe(done.here);
      expect(done.ticked).toBe(done.orders['books']);
    });

    test('the settings see the address of the platform’s Redis', async () => {
      const script =
        'from django.conf import settings as s; print(s.CACHES["default"]["LOCATION"], s.CELERY_BROKER_URL)';
      const seen = await deploy('run', '--', 'python', 'manage.py', 'shell', '-c', script);
      expect(seen.stdout).toContain('redis://redis.internal:6379');
    });

    test('the worker’s log is its own', async () => {
      const logs = await deploy('logs', '--process', 'worker', '--tail', '50');
      expect([logs.code, logs.stdout]).toEqual([0, expect.stringContaining('orders.tasks.finish') as string]);
    });
  },
);

describeOn('platformsh', 'a project made for SQLite, on MariaDB', 'flat', ({ deploy, url }) => {
  test('is migrated by the deploy hook, and answers', async () => {
    const pushed = await deploy('push', '--yes', '--database', 'mysql');
    expect([pushed.code, pushed.stderr]).toEqual([0, expect.any(String)]);
    expect((await fetch(url())).status).toBe(200);
    const script = 'from django.db import connection as c; c.ensure_connection(); print(c.vendor, c.mysql_is_mariadb)';
    const seen = await deploy('run', '--', 'python', 'manage.py', 'shell', '-c', script);
    expect(seen.stdout).toContain('mysql True');
  });

  test('the database is told of, and is not deleted without a word', async () => {
    expect((await deploy('status')).stderr).toContain('db (mariadb:11.4)');
    const kept = await deploy('destroy', '--confirm', 'flat');
    expect([kept.code, kept.stderr]).toEqual([1, expect.stringContaining('mariadb:11.4') as string]);
  });
});

describe.each(['upsun', 'platformsh'] as const)('front ends, on %s', (flavour) => {
  describeOn(flavour, 'Vite by npm, loaded by django-vite', 'vite-npm', ({ deploy, url }) => {
    test('is built there; its files are served by the platform, under the names of the manifest', async () => {
      const pushed = await deploy('push', '--yes');
      expect([pushed.code, pushed.stderr]).toEqual([0, expect.any(String)]);
      const page = await (await fetch(url())).text();
      const path = /src="\/(static\/assets\/main-[\w-]+\.js)"/.exec(page)?.[1] ?? 'no script';
      const script = await fetch(`${url()}${path}`);
      expect([script.status, script.headers.get('cache-control')]).toEqual([200, 'max-age=3600']);
      expect(await script.text()).toContain('document');
    });

    test('leaves nothing of Node in what runs', async () => {
      const find = ['find', '/app', '-name', 'node_modules', '-o', '-name', 'npm', '-o', '-path', '*/bin/node'];
      expect((await deploy('run', '--', ...find)).stdout).toBe('');
    });
  });
});

describeOn('upsun', 'Tailwind by pnpm, with a manifest storage', 'tailwind-pnpm', ({ deploy, url }) => {
  test('has its style under a name with a hash, for good', async () => {
    const pushed = await deploy('push', '--yes');
    expect([pushed.code, pushed.stderr]).toEqual([0, expect.any(String)]);
    const page = await (await fetch(url())).text();
    const path = /href="\/(static\/css\/dist\/styles\.[0-9a-f]{12}\.css)[^"]*"/.exec(page)?.[1] ?? 'no style';
    const style = await fetch(`${url()}${path}`);
    expect([style.status, style.headers.get('cache-control')]).toEqual([200, 'max-age=31536000']);
    expect(await style.text()).toMatch(/\.bg-amber-300[^]*\.text-rose-700/);
  });
});
