import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { freePort } from '../support/free-port.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { postgisImage, postgresImage } from '../support/postgres-image.ts';
import { newState, runCli } from '../support/run-cli.ts';

const app = `test-postgis-${process.pid}`;
const state = newState();
const project = copyFixture('startproject-plain');
const cli = (...args: readonly string[]) => runCli(args, { cwd: project.root, state });
const site = join(project.root, 'mysite');

const migration = `from django.contrib.gis.db import models
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel("Place", [("id", models.AutoField(primary_key=True)), ("at", models.PointField())]),
    ]
`;

const asked = `from django.contrib.gis.geos import Point
from django.contrib.gis.db.models.functions import Distance
from places.models import Place
Place.objects.create(at=Point(8.5, 47.4, srid=4326))
print(round(Place.objects.annotate(far=Distance("at", Point(8.6, 47.4, srid=4326))).get().far.km))`;

/** GeoDjango with an address that is read by dj-database-url: of \`postgres://\` that makes the plain engine. */
function makeGeographic(): void {
  const settings = `
import dj_database_url
INSTALLED_APPS += ["django.contrib.gis", "places"]
DATABASES = {"default": dj_database_url.config()}
`;
  appendFileSync(join(site, 'mysite', 'settings.py'), settings);
  appendFileSync(join(project.root, 'requirements.txt'), '\ndj-database-url\n');
  mkdirSync(join(site, 'places', 'migrations'), { recursive: true });
  for (const folder of ['places', 'places/migrations']) writeFileSync(join(site, folder, '__init__.py'), '');
  writeFileSync(join(site, 'places', 'migrations', '0001_initial.py'), migration);
  const model =
    'from django.contrib.gis.db import models\n\n\nclass Place(models.Model):\n    at = models.PointField()\n';
  writeFileSync(join(site, 'places', 'models.py'), model);
}

makeGeographic();
afterAll(async () => {
  await cli('destroy', '--app', app, '--confirm', app, '--delete-data');
  await removeImagesOf(project.root);
  project.remove();
});

test('a server without PostGIS: what is lacking, what to type, and nothing is left; then one that has it', async () => {
  const push = [
    'push',
    '--app',
    app,
    '--base-image',
    debianBase,
    '--database',
    'postgres',
    '--port',
    `${await freePort()}`,
  ];
  const without = await cli(...push, '--database-image', await postgresImage());
  expect(without.code).toBe(1);
  expect(without.stderr).toContain('the project needs PostGIS and its database has none');
  expect(without.stderr).toContain('simple-deploy push --database-image postgis/postgis:17-3.5');
  const pushed = await cli(...push, '--database-image', await postgisImage());
  expect(pushed).toMatchObject({ code: 0 });
  const ran = await cli('run', '--app', app, '--', 'python', 'manage.py', 'shell', '-c', asked);
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/^8$/m) as string });
});
