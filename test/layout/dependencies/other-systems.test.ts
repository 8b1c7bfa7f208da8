import { expect, test } from 'vitest';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { project } from '../project.ts';

function told(text: string, others: Readonly<Record<string, string>> = {}) {
  const { problems } = findDependencies(project({ 'requirements.txt': text, ...others }), '');
  return problems.flatMap((each) => (each.code === 'packages-for-other-systems' ? each.packages : []));
}

test('what pip freeze lists on Windows, on a Mac and on Ubuntu is told with its line', () => {
  const text =
    'Django==5.2\npywin32==306\nTwisted_IOCPsupport==1.0.4\npyobjc-framework-Cocoa==10.1\npkg_resources==0.0.0\nsqlparse==0.5\n';
  expect(told(text)).toEqual([
    { name: 'pywin32', why: 'for Windows', where: 'requirements.txt:2' },
    { name: 'twisted-iocpsupport', why: 'for Windows', where: 'requirements.txt:3' },
    { name: 'pyobjc-framework-cocoa', why: 'for macOS', where: 'requirements.txt:4' },
    {
      name: 'pkg-resources',
      why: 'no package: an old pip of Debian and Ubuntu writes it',
      where: 'requirements.txt:5',
    },
  ]);
});

test('in the file that an include names', () => {
  expect(told('-r more/base.txt\n', { 'more/base.txt': 'Django\n\nwinrt-runtime==2\n' })).toMatchObject([
    { name: 'winrt-runtime', where: 'more/base.txt:3' },
  ]);
});

test('in what is frozen under the name of a lock', () => {
  const problems = told('', { 'requirements.lock': 'Django==5.2\npywin32==306\nsqlparse==0.5\n' });
  expect(problems).toMatchObject([{ name: 'pywin32', where: 'requirements.lock:2' }]);
});

test('a marker says it already, and other packages are no matter', () => {
  expect(
    told("Django\npywin32==306 ; sys_platform == 'win32'\npywin32-ctypes==0.2.3\nwinrtx\nbackports.zoneinfo==0.2.1\n"),
  ).toEqual([]);
});

test('a lock has markers of its own', () => {
  const lock = '[[package]]\nname = "django"\nversion = "5.2"\n[[package]]\nname = "pywin32"\nversion = "306"\n';
  const manifest = '[project]\nname = "x"\nversion = "1"\ndependencies = ["django", "pywin32"]\n[tool.poetry]\n';
  expect(told('', { 'poetry.lock': lock, 'pyproject.toml': manifest })).toEqual([]);
});
