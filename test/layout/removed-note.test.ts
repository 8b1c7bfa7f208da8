import { expect, test } from 'vitest';
import { examine } from '../../src/layout/examine.ts';
import { wordsFor } from '../../src/messages.ts';
import { managePy, project } from './project.ts';

const settings = 'INSTALLED_APPS = []\nROOT_URLCONF = "shop.urls"\nDATABASES = {}\nSECRET_KEY = "x"\n';

function notes(line: string, django: string, more: Readonly<Record<string, string>> = {}) {
  const texts = {
    'manage.py': managePy('shop.settings'),
    'shop/__init__.py': '',
    'shop/settings.py': `${line}\n${settings}`,
    'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
    'requirements.txt': `${django}\n`,
    ...more,
  };
  return examine(project(texts), {}).facts.problems.filter(({ code }) => code === 'django-removed');
}

const lazily = 'from django.utils.translation import gettext, ugettext_lazy as _';

test.each([
  [lazily, 'Django', '4.2', 'django.utils.translation.ugettext_lazy', '4.0'],
  [lazily, 'Django==4.0.1', '4.0.1', 'django.utils.translation.ugettext_lazy', '4.0'],
  [lazily, 'Django>=3.2', '4.2', 'django.utils.translation.ugettext_lazy', '4.0'],
  [lazily, 'Django>=4.0,<4.2', '4.1', 'django.utils.translation.ugettext_lazy', '4.0'],
  ['from django.core.urlresolvers import reverse_lazy', 'Django', '4.2', 'django.core.urlresolvers', '2.0'],
  ['import django.utils.six', 'Django~=3.0', '3.2', 'django.utils.six', '3.0'],
])('a name that its Django has no more: %s, %s', (line, required, django, name, since) => {
  const [note, ...others] = notes(line, required);
  expect(others).toEqual([]);
  expect(note).toMatchObject({
    django,
    below: since,
    names: [{ removed: { name, since }, where: 'shop/settings.py:1' }],
  });
  const { what, found, next } = wordsFor(note!);
  expect([what, found?.join(), next.join()]).toEqual([
    expect.stringMatching(required.includes('==') ? `Django ${django} has not` : `Django ${django} and later have not`),
    expect.stringContaining(`shop/settings.py:1: ${name}, which Django ${since} removed: in its place is`),
    `Renew these lines, or require Django<${since}.`,
  ]);
});

test.each([
  [lazily, 'Django<4'],
  [lazily, 'Django==3.2.1'],
  [lazily, 'djangorestframework'],
  ['from django.utils.timezone import utc', 'Django'],
  ['from django.utils.translation import gettext_lazy as _', 'Django==5.2'],
  ['try:\n  from django.utils.translation import ugettext\nexcept ImportError:\n  pass', 'Django==5.2'],
  ['from django.conf.urls import *', 'Django==5.2'],
  ['def late():\n  from django.conf.urls import url', 'Django==5.2'],
])('nothing where it has it, or may have it: %s, %s', (line, required) => {
  expect(notes(line, required)).toEqual([]);
});

test('each name once, with the first version that lacks one of them', () => {
  const base = { 'shop/base.py': `${lazily}\nfrom django.core.urlresolvers import reverse\n` };
  const [note] = notes(`from .base import *\n${lazily}`, 'Django==5.2', base);
  expect(note).toMatchObject({ below: '2.0', names: [{ where: 'shop/base.py:1' }, { where: 'shop/base.py:2' }] });
});
