import { expect, test } from 'vitest';
import { found, names } from './demanded.ts';

const apps = (text: string) =>
  found(`INSTALLED_APPS = ["django.contrib.admin", "blog"]\n${text}`)
    .apps.map(({ value }) => value)
    .join(' ');

test.each([
  ['INSTALLED_APPS.append("shop")', 'django.contrib.admin blog shop'],
  ['INSTALLED_APPS.extend(["shop", "till"])', 'django.contrib.admin blog shop till'],
  ['INSTALLED_APPS.insert(0, "shop")', 'shop django.contrib.admin blog'],
  ['INSTALLED_APPS.insert(1, "shop")', 'django.contrib.admin shop blog'],
  ['INSTALLED_APPS.remove("blog")', 'django.contrib.admin'],
  ['INSTALLED_APPS.remove("shop")', 'django.contrib.admin blog'],
  ['INSTALLED_APPS.sort()', 'django.contrib.admin blog'],
  ['def add():\n    INSTALLED_APPS.append("shop")\nadd()', 'django.contrib.admin blog shop'],
])('%s', (text, expected) => {
  expect(apps(text)).toBe(expected);
});

test('what runs under a condition that cannot be known changes nothing', () => {
  expect(apps('if unknown():\n    INSTALLED_APPS.append("shop")')).toBe('django.contrib.admin blog');
});

test('what was added is there for what asks after it', () => {
  const asks = 'import os\nLIST = []\nLIST.append("a")\nif "a" in LIST:\n    os.environ["KEY"]';
  expect(names(asks)).toBe('KEY');
  expect(names(asks.replace('append("a")', 'append("b")'))).toBe('');
});
