import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyFixture } from '../../support/fixture-copy.ts';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { type Platformsh, startPlatformsh } from '../../support/platformsh/start-platformsh.ts';
import { newState, runCli } from '../../support/run-cli.ts';

const migration = `from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial")]
    operations = [UnaccentExtension()]
`;

/** A project whose migration creates an extension: the platform has it before, as the configuration lists it. */
const { root, remove } = copyFixture('flat');
const state = newState();
let platform: Platformsh;
let endEdge: () => void;

beforeAll(async () => {
  writeFileSync(join(root, 'notes', 'migrations', '0002_unaccent.py'), migration);
  platform = await startPlatformsh({ flavour: 'upsun', builds: true });
  endEdge = useEdge(platform);
});
afterAll(async () => {
  endEdge();
  await platform.stop();
  remove();
});

test('an extension that a migration creates is listed, and there', async () => {
  const at = ['--to', 'upsun', '--project', platform.project('flat').id];
  const cli = (...args: readonly string[]) => runCli(args, { cwd: root, env: platform.env, state });
  const planned = await cli('push', ...at, '--database', 'postgres', '--dry-run');
  expect(planned.stdout + planned.stderr).toMatch(
    /type: postgresql:17\n +configuration:\n +extensions:\n +- unaccent\n/,
  );
  const pushed = await cli('push', ...at, '--database', 'postgres', '--yes');
  expect([pushed.code, pushed.stderr]).toEqual([0, expect.any(String)]);
  const sql = "SELECT unaccent('Zoë'), count(*) FROM django_migrations WHERE name = '0002_unaccent'";
  const script = `from django.db import connection; c = connection.cursor(); c.execute("${sql}"); print(*c.fetchone())`;
  expect((await cli('run', ...at, '--', 'python', 'manage.py', 'shell', '-c', script)).stdout).toContain('Zoe 1');
  expect(platform.violations).toEqual([]);
});
