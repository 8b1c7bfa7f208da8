import { expect, it } from 'vitest';
import { removalOf } from '../../src/django-removals/removal-of.ts';
import { removals } from '../../src/django-removals/names.ts';
import { removedUses } from '../../src/django-removals/uses.ts';

it.each([
  [
    "cannot import name 'url' from 'django.conf.urls' (/venv/x.py). Did you mean: 'urls'?",
    'django.conf.urls.url',
    '4.0',
  ],
  [
    "cannot import name 'ugettext_lazy' from 'django.utils.translation'",
    'django.utils.translation.ugettext_lazy',
    '4.0',
  ],
  ["No module named 'django.core.urlresolvers'", 'django.core.urlresolvers', '2.0'],
  ["No module named 'django.utils.six.moves'", 'django.utils.six', '3.0'],
  ["module 'django.utils.timezone' has no attribute 'utc'", 'django.utils.timezone.utc', '5.0'],
  [
    'Module "django.core.cache.backends.memcached" does not define a "MemcachedCache" attribute/class',
    'django.core.cache.backends.memcached.MemcachedCache',
    '4.1',
  ],
  ["Signal.__init__() got an unexpected keyword argument 'providing_args'", 'providing_args of Signal', '4.0'],
  ["__init__() missing 1 required positional argument: 'on_delete'", 'relations without on_delete', '2.0'],
  ["ForeignKey.__init__() missing 1 required positional argument: 'on_delete'", 'relations without on_delete', '2.0'],
  [
    'django.contrib.postgres.fields.JSONField is removed except for support in historical migrations.',
    'django.contrib.postgres.fields.JSONField',
    '4.0',
  ],
  ['NullBooleanField is removed except for support in historical migrations.', 'NullBooleanField', '4.0'],
  ["'class Meta' got invalid attribute(s): index_together", 'index_together of Meta', '5.1'],
  ["'WSGIRequest' object has no attribute 'is_ajax'", 'HttpRequest.is_ajax()', '4.0'],
])('knows since when there is no more of it: %s', (message, name, since) => {
  expect(removalOf(message)).toMatchObject({ name, since });
});

it.each([
  "cannot import name 'url' from 'shop.urls'",
  "cannot import name 'urls' from 'django.conf.urls'",
  "No module named 'django.core.urlresolver'",
  "No module named 'django'",
  "No module named 'six'",
  "MyModel.__init__() missing 1 required positional argument: 'on_delete'",
  "'Thing' object has no attribute 'is_ajax'",
  '',
])('takes nothing else for a removal: %s', (message) => {
  expect(removalOf(message)).toBeUndefined();
});

it('tells the newest Python of the Django that had it', () => {
  expect(removalOf("No module named 'django.core.urlresolvers'")).toMatchObject({ python: '3.7' });
  expect(removalOf("cannot import name 'url' from 'django.conf.urls'")).toMatchObject({ python: '3.10' });
});

it('has each name once, under a version of Django, oldest first', () => {
  const names = removals.flatMap((each) => Object.keys(each.names));
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => /^django(\.\w+)+$/.test(name))).toBe(true);
  for (const list of [removals, removedUses]) {
    const order = list.map(({ since }) => Number(since.split('.')[0]) * 100 + Number(since.split('.')[1]));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
});
