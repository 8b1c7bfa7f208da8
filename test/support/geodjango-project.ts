import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyFixture } from './fixture-copy.ts';

const settings = `
import dj_database_url
INSTALLED_APPS += ["django.contrib.gis", "places"]
DATABASES = {"default": dj_database_url.config()}
`;

const model = `from django.contrib.gis.db import models


class Place(models.Model):
    at = models.PointField()
`;

const migration = `from django.contrib.gis.db import models
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel("Place", [("id", models.AutoField(primary_key=True)), ("at", models.PointField())]),
    ]
`;

/** For manage.py shell, without quotes or lines, which each platform quotes again: how many kilometres a place is from another. Eight. */
export const askDistance = [
  'from django.contrib.gis.geos import Point',
  'from django.contrib.gis.db.models.functions import Distance',
  'from places.models import Place',
  'Place.objects.create(at=Point(8.5, 47.4, srid=4326))',
  'far = Distance(Place._meta.fields[1].name, Point(8.6, 47.4, srid=4326))',
  'print(round(Place.objects.annotate(far=far).first().far.km))',
].join('; ');

/**
 * A nested GeoDjango project whose settings read the address by dj-database-url: of `postgres://` that makes a plain engine, with
 * which no model of it works. In a temporary folder; `remove` takes it away.
 */
export function geodjangoProject(): ReturnType<typeof copyFixture> {
  const project = copyFixture('startproject-plain');
  const site = join(project.root, 'mysite');
  appendFileSync(join(site, 'mysite', 'settings.py'), settings);
  appendFileSync(join(project.root, 'requirements.txt'), '\ndj-database-url\n');
  mkdirSync(join(site, 'places', 'migrations'), { recursive: true });
  for (const folder of ['places', 'places/migrations']) writeFileSync(join(site, folder, '__init__.py'), '');
  writeFileSync(join(site, 'places', 'migrations', '0001_initial.py'), migration);
  writeFileSync(join(site, 'places', 'models.py'), model);
  return project;
}
