import { expect, it } from 'vitest';
import { explainBuildFailure } from '../../src/build-plan/build-failure.ts';
import { failureInLog } from '../../src/failure-in-log.ts';
import { knownRepairs } from '../../src/messages/in-the-image.ts';
import { wordsFor } from '../../src/messages.ts';

function next(more: object): readonly string[] {
  const failure = {
    kind: 'server',
    exception: 'ImportError',
    versions: { django: '4.2.1', python: '3.11.2' },
    ...more,
  };
  const line = `simple-deploy-failure ${JSON.stringify(failure)}`;
  return wordsFor(explainBuildFailure('[app 1/1] RUN python /build/app.py', [line], 'base', {})!).next;
}

const mapping = "cannot import name 'Mapping' from 'collections' (/usr/lib/python3.11/collections/__init__.py)";

it('names the package that is too old for the Python, and the newest Python that it runs on', () => {
  expect(next({ message: mapping, package: 'gunicorn', broughtBy: ['gunicorn 19.9.0'] })).toEqual([
    'gunicorn 19.9.0 uses collections.Mapping, which Python 3.10 removed: require a newer release of it, or build with an older Python: --python 3.9.',
  ]);
  expect(next({ message: mapping, package: 'gunicorn', versions: { django: '5.2', python: '3.11.2' } })).toEqual([
    'gunicorn uses collections.Mapping, which Python 3.10 removed: require a newer release of it.',
  ]);
});

it('says of the project itself what to renew', () => {
  expect(next({ message: "No module named 'imp'" })).toEqual([
    'Python 3.12 removed imp: renew what uses it, or build with an older Python: --python 3.11.',
  ]);
  expect(next({ message: "No module named 'distutils'" })[0]).toContain('or require setuptools, which brings it');
});

it('names the first Django that the oldest Python of images runs', () => {
  const brackets = {
    exception: 'SyntaxError',
    message: 'Generator expression must be parenthesized (widgets.py, line 152)',
  };
  const of = { package: 'django', broughtBy: ['Django 1.11.6'], versions: { django: '1.11.6', python: '3.8.18' } };
  expect(next({ ...brackets, ...of })).toEqual([
    'Django 1.11.6 uses a generator without brackets of its own, which Python 3.7 removed: require a newer one, Django>=1.11.17 (1.11.29 is the last of that series).',
  ]);
  const later = next({ message: mapping, ...of, broughtBy: ['Django 2.1.3'] });
  expect(later[0]).toContain('removed: require a newer one, or build with an older Python: --python 3.9.');
});

it('does not say of an old Django that a newer one removed what it has', () => {
  const six = { exception: 'ModuleNotFoundError', message: "No module named 'django.utils.six.moves'" };
  const of = { package: 'django', broughtBy: ['Django 1.11.29'], versions: { django: '1.11.29', python: '3.12.1' } };
  expect(next({ ...six, ...of })).toEqual([
    'Django 1.11.29 uses find_module() of importers, by which six before 1.16 brings six.moves, which Python 3.12 removed: require a newer one, or build with an older Python: --python 3.11.',
  ]);
  expect(next({ ...six, versions: { django: '4.2.1', python: '3.11.2' } })[0]).toContain('Django 3.0 removed');
});

it('says so of a release or a process too', () => {
  const log = [
    '  File "/venv/lib/python3.11/site-packages/gunicorn/selectors.py", line 11, in <module>',
    `ImportError: ${mapping}`,
  ];
  expect(knownRepairs(failureInLog(log)!, 'push')?.[0]).toMatch(/^gunicorn uses collections\.Mapping/);
  const attribute = "AttributeError: module 'inspect' has no attribute 'getargspec'";
  expect(knownRepairs(failureInLog([log[0]!, attribute])!, 'push')?.[0]).toMatch(/^gunicorn uses inspect\.getargspec/);
});

it('says what a migration needs that asks for models of another app', () => {
  const failure = failureInLog(["LookupError: No installed app with label 'contact'."]);
  expect(knownRepairs(failure!, 'push')?.[0]).toContain("add ('contact', '0001_initial')");
});

it('names the psycopg2 that an old Django takes', () => {
  const failure = failureInLog(["AssertionError: database connection isn't set to UTC"]);
  expect(knownRepairs(failure!, 'push')).toEqual([expect.stringContaining('require psycopg2-binary==2.8.6')]);
});
