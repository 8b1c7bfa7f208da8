import { expect, it } from 'vitest';
import { pythonRemovalOf } from '../../src/python-removals/removal-of.ts';

it.each([
  [
    "cannot import name 'Mapping' from 'collections' (/usr/lib/python3.11/collections/__init__.py)",
    'collections.Mapping',
    10,
  ],
  ["module 'collections' has no attribute 'Callable'", 'collections.Callable', 10],
  ["module 'inspect' has no attribute 'getargspec'. Did you mean: 'getargs'?", 'inspect.getargspec', 11],
  ["cannot import name 'HTMLParseError' from 'html.parser'", 'html.parser.HTMLParseError', 5],
  ["No module named 'imp'", 'imp', 12],
  ["No module named 'xml.etree.cElementTree'", 'xml.etree.cElementTree', 9],
  ["No module named 'cgi'", 'cgi', 13],
  ["translation() got an unexpected keyword argument 'codeset'", 'codeset of gettext.translation()', 11],
  ['Generator expression must be parenthesized (widgets.py, line 152)', 'a generator without brackets of its own', 7],
  [
    "__class__ not set defining 'AbstractBaseUser' as <class 'x'>.",
    'classes whose metaclass keeps __classcell__ back',
    8,
  ],
])('knows since when there is no more of it: %s', (message, name, minor) => {
  const older = minor > 8 ? { older: `3.${minor - 1}` } : {};
  expect(pythonRemovalOf(message)).toEqual({ name, since: `3.${minor}`, ...older });
});

it.each([
  "No module named 'parser'",
  "No module named 'imp.orts'",
  "cannot import name 'Mapping' from 'shop.collections'",
  "cannot import name 'OrderedDict' from 'collections'",
  "module 'shop' has no attribute 'clock'",
  'invalid syntax',
])('is silent about what Python never had, or has still: %s', (message) => {
  expect(pythonRemovalOf(message)).toBeUndefined();
});

it("names no older Python that the project's Django does not run on", () => {
  const message = "cannot import name 'Mapping' from 'collections'";
  expect(pythonRemovalOf(message, '4.2.3')).toMatchObject({ older: '3.9' });
  expect(pythonRemovalOf(message, '5.2.8')).toEqual({ name: 'collections.Mapping', since: '3.10' });
});
