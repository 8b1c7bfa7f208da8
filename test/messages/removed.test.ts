import { expect, it } from 'vitest';
import { explainBuildFailure } from '../../src/build-plan/build-failure.ts';
import { wordsFor } from '../../src/messages.ts';
import type { RequiredAt } from '../../src/problems/build.ts';

const failure = {
  kind: 'application',
  exception: 'ImportError',
  message: "cannot import name 'url' from 'django.conf.urls' (/venv/x.py)",
  file: 'site/urls.py',
  line: 16,
  versions: { django: '5.2.8', python: '3.13.5' },
};
const open: RequiredAt = { where: 'requirements.txt:1', isExact: false, isLocked: false };

function next(more: object = {}, djangoRequired?: RequiredAt): readonly string[] {
  const line = `simple-deploy-failure ${JSON.stringify({ ...failure, ...more })}`;
  const known = djangoRequired === undefined ? {} : { djangoRequired };
  return wordsFor(explainBuildFailure('[app 1/1] RUN python /build/app.py', [line], 'base', known)!).next;
}

it('names what Django removed, which Django the image has, why, and what to write', () => {
  expect(next({}, open)).toEqual([
    'Django 4.0 removed django.conf.urls.url, and the image has Django 5.2.8, as requirements.txt:1 leaves the version open: write Django<4.0 into requirements.txt (that supports Python 3.10 at most), then build again.',
    'Or renew what uses it: in its place is re_path of django.urls.',
  ]);
  expect(next({}, { ...open, isExact: true })[0]).toContain('the image has Django 5.2.8 (requirements.txt:1): write');
  expect(next({}, { ...open, isLocked: true })[0]).toContain('into requirements.txt and lock anew (that');
  expect(next()[0]).toContain('5.2.8: require Django<4.0 (that');
  expect(next({ versions: { django: '5.2.8', python: '3.9.2' } }, open)[0]).toContain('requirements.txt, then build');
});

it('puts new code first where the older Django is too old for any Python', () => {
  expect(
    next({ exception: 'ModuleNotFoundError', message: "No module named 'django.core.urlresolvers'" }, open),
  ).toEqual([
    'Django 2.0 removed django.core.urlresolvers, and the image has Django 5.2.8, as requirements.txt:1 leaves the version open: renew what uses it: in its place is django.urls.',
    'Or write Django<2.0 into requirements.txt (that supports Python 3.7 at most), then build again.',
  ]);
});

it('names the package that uses it, with the distribution, and what to require', () => {
  const inside = { exception: 'TypeError', message: "__init__() got an unexpected keyword argument 'providing_args'" };
  const cors = { ...inside, package: 'corsheaders', broughtBy: ['django-cors-headers 3.0.0'] };
  expect(next(cors, open)).toEqual([
    'corsheaders uses providing_args of Signal, which Django 4.0 removed, and the image has Django 5.2.8, as requirements.txt:1 leaves the version open: require a newer release of django-cors-headers 3.0.0, or write Django<4.0 into requirements.txt (that supports Python 3.10 at most), then build again.',
  ]);
  const two = { ...cors, broughtBy: ['django-cors-headers 4.9.0', 'django-cors-middleware 1.5.0'] };
  expect(next(two, open)[1]).toBe(
    'django-cors-headers 4.9.0 and django-cors-middleware 1.5.0 both bring corsheaders, and write over each other: require one of them alone.',
  );
});

it('says so of a check that fails, and of other errors of packages that write over each other', () => {
  const message = 'NullBooleanField is removed except for support in historical migrations.';
  const check = next({ kind: 'check', exception: 'fields.E903', message }, open);
  expect(check[0]).toContain('Django 4.0 removed NullBooleanField');
  expect(check[1]).toContain('BooleanField(null=True)');
  expect(next({ kind: 'check', exception: 'fields.E300', message: 'x' })[0]).toContain('manage.py check');
  const old = {
    exception: 'SystemError',
    message: 'initialization of _blog raised',
    package: 'blog',
    broughtBy: ['blog-x 2'],
  };
  expect(next(old)[0]).toContain('It fails inside blog (blog-x 2), which does not fit the Python or another package');
  const misfit = { exception: 'AttributeError', message: 'x', package: 'one', broughtBy: ['a 1', 'b 2'] };
  expect(next(misfit)).toEqual(['a 1 and b 2 both bring one, and write over each other: require one of them alone.']);
});
