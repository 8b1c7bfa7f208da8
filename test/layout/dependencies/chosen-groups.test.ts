import { describe, expect, test } from 'vitest';
import type { ChosenDependencies } from '../../../src/layout/dependencies/chosen-dependencies.ts';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { project } from '../project.ts';

type Texts = Readonly<Record<string, string>>;

function find(texts: Texts, chosen: ChosenDependencies) {
  return findDependencies(project({ 'manage.py': '', ...texts }), '.', chosen);
}

/** Names and versions that are installed, the groups and extras by name, or the code of what stands in the way. */
function installed(texts: Texts, chosen: ChosenDependencies) {
  const { dependencies, fatal } = find(texts, chosen);
  if (fatal !== undefined) return [fatal.code];
  const { requirements, groups, extras } = dependencies.value;
  return [requirements.map(({ name, version = '' }) => `${name}${version}`).toSorted(), groups, extras];
}

const locked = (name: string, version: string, more = '') =>
  `[[package]]\nname = "${name}"\nversion = "${version}"\n${more}\n`;

const manifest = `[project]
name = "shop"
dependencies = ["Django"]
[project.optional-dependencies]
s3 = ["boto3"]
prod = ["sentry-sdk"]
all = ["shop[s3,prod]"]
[dependency-groups]
Dev_Tools = ["pytest"]
test = ["coverage", {include-group = "dev-tools"}]
`;

const poetry = `[tool.poetry.dependencies]
Django = "^5"
boto3 = {version = "*", optional = true}
[tool.poetry.extras]
s3 = ["boto3"]
[tool.poetry.group.dev.dependencies]
pytest = "*"
[tool.poetry.group.main2.dependencies]
sentry-sdk = "*"
`;

const poetryLock = ['django', 'boto3', 'pytest', 'sentry-sdk'].map((name) => locked(name, '1.0')).join('');
const pdmLock = [
  locked('django', '1.0', 'groups = ["default"]'),
  locked('pytest', '1.0', 'groups = ["Dev_Tools", "test"]'),
  locked('coverage', '1.0', 'groups = ["test"]'),
  locked('boto3', '1.0', 'groups = ["s3", "all"]'),
].join('');
const uvLock = [
  locked('django', '1.0'),
  locked('boto3', '1.0'),
  locked('pytest', '1.0'),
  locked(
    'shop',
    '0',
    `source = { virtual = "." }
dependencies = [{ name = "django" }]
[package.optional-dependencies]
s3 = [{ name = "boto3" }]
[package.dev-dependencies]
dev-tools = [{ name = "pytest" }]`,
  ),
].join('');
const pipenv = {
  Pipfile: '[packages]\nDjango = "*"\n[dev-packages]\npytest = "*"\n[docs]\nsphinx = "*"\n',
  'Pipfile.lock': JSON.stringify({
    default: { django: { version: '==1.0' } },
    develop: { pytest: { version: '==1.0' } },
    docs: { sphinx: { version: '==1.0' } },
  }),
};
const pylock = `default-groups = ["default"]
dependency-groups = ["default", "dev"]
extras = ["s3"]
[[packages]]
name = "django"
version = "1.0"
marker = "'default' in dependency_groups"
[[packages]]
name = "pytest"
version = "1.0"
marker = "'dev' in dependency_groups"
[[packages]]
name = "boto3"
version = "1.0"
marker = "'s3' in extras"
`;

describe('what is asked for is installed besides', () => {
  test.each<[string, Texts, ChosenDependencies, unknown]>([
    ['nothing', { 'pyproject.toml': manifest }, {}, [['django', 'sentry-sdk'], [], ['prod']]],
    [
      'a group by another spelling, with the group that it includes',
      { 'pyproject.toml': manifest },
      { groups: ['test'] },
      [['coverage', 'django', 'pytest', 'sentry-sdk'], ['test'], ['prod']],
    ],
    [
      'an extra of extras of the project itself',
      { 'pyproject.toml': manifest },
      { extras: ['all'] },
      [['boto3', 'django', 'sentry-sdk'], [], ['prod', 'all']],
    ],
    [
      'without what the rule takes',
      { 'pyproject.toml': manifest },
      { groups: ['dev-tools'], withoutGroups: ['prod'] },
      [['django', 'pytest'], ['Dev_Tools'], []],
    ],
    [
      'Django in an extra alone',
      { 'pyproject.toml': '[project]\nname = "x"\n[project.optional-dependencies]\ntest = ["Django"]\nd = ["Django"]' },
      { extras: ['test'] },
      [['django'], [], ['test']],
    ],
    [
      'poetry, not locked',
      { 'pyproject.toml': poetry },
      { groups: ['dev'], extras: ['s3'], withoutGroups: ['main2'] },
      [['boto3', 'django', 'pytest'], ['dev'], ['s3']],
    ],
    [
      'poetry, the locked versions',
      { 'pyproject.toml': poetry, 'poetry.lock': poetryLock },
      { groups: ['dev'], extras: ['s3'] },
      [['boto31.0', 'django1.0', 'pytest1.0', 'sentry-sdk1.0'], ['dev', 'main2'], ['s3']],
    ],
    [
      'pdm, the locked versions',
      { 'pyproject.toml': manifest, 'pdm.lock': pdmLock },
      { groups: ['test'], extras: ['s3'] },
      [['boto31.0', 'coverage1.0', 'django1.0', 'pytest1.0'], ['test'], ['s3', 'prod']],
    ],
    [
      'pdm before PEP 735',
      { 'pyproject.toml': '[project]\ndependencies = ["Django"]\n[tool.pdm.dev-dependencies]\nlint = ["ruff"]' },
      { groups: ['lint'] },
      [['django', 'ruff'], ['lint'], []],
    ],
    [
      'uv, the locked versions',
      { 'pyproject.toml': manifest, 'uv.lock': uvLock },
      { groups: ['dev-tools'], extras: ['s3'], withoutGroups: ['prod'] },
      [['boto31.0', 'django1.0', 'pytest1.0'], ['Dev_Tools'], ['s3']],
    ],
    ['pipenv', pipenv, { groups: ['dev-packages'] }, [['django1.0', 'pytest1.0'], ['dev-packages'], []]],
    ['a category of pipenv', pipenv, { groups: ['docs'] }, [['django1.0', 'sphinx1.0'], ['docs'], []]],
    [
      'pylock.toml',
      { 'pylock.toml': pylock },
      { groups: ['dev'], extras: ['s3'] },
      [['boto31.0', 'django1.0', 'pytest1.0'], ['default', 'dev'], ['s3']],
    ],
    [
      'setup.cfg',
      {
        'setup.cfg': '[options]\ninstall_requires = Django\n[options.extras_require]\ntests =\n  pytest\n  coverage\n',
      },
      { extras: ['tests'] },
      [['coverage', 'django', 'pytest'], [], ['tests']],
    ],
    [
      'setup.py, by a name and a requirements file',
      {
        'setup.py':
          "extra = {'s3': ['boto3'], 'test': open('t.txt').read().split()}\nsetup(name='x', install_requires=['Django'], extras_require=extra)",
        't.txt': 'pytest\n-r u.txt\n',
        'u.txt': 'coverage',
      },
      { extras: ['s3', 'test'] },
      [['boto3', 'coverage', 'django', 'pytest'], [], ['s3', 'test']],
    ],
    [
      'extras that setuptools reads from files',
      {
        'pyproject.toml':
          '[project]\nname = "x"\ndependencies = ["Django"]\n[tool.setuptools.dynamic.optional-dependencies]\ntest = {file = ["t.txt"]}',
        't.txt': 'pytest',
      },
      { extras: ['test'] },
      [['django', 'pytest'], [], ['test']],
    ],
  ])('%s', (_, texts, chosen, expected) => {
    expect(installed(texts, chosen)).toEqual(expected);
  });
});

describe('a name that is not there', () => {
  const unknown = (texts: Texts, chosen: ChosenDependencies) => find(texts, chosen).fatal;

  test('lists what is there, and proposes the nearest', () => {
    expect(unknown({ 'pyproject.toml': manifest }, { groups: ['tests'] })).toEqual({
      code: 'dependencies-group-unknown',
      option: '--group',
      name: 'tests',
      file: 'pyproject.toml',
      offered: [
        { kind: 'extra', name: 's3' },
        { kind: 'extra', name: 'prod' },
        { kind: 'extra', name: 'all' },
        { kind: 'group', name: 'Dev_Tools' },
        { kind: 'group', name: 'test' },
      ],
      meant: [{ kind: 'group', name: 'test' }],
      elsewhere: [],
    });
  });

  test('that is one of the other kind', () => {
    const { meant } = unknown({ 'pyproject.toml': manifest }, { extras: ['dev-tools'] }) as { meant: unknown };
    expect(meant).toEqual([{ kind: 'group', name: 'Dev_Tools' }]);
  });

  test('that the file beside has', () => {
    const texts = { 'requirements.txt': 'Django', 'pyproject.toml': manifest };
    expect(unknown(texts, { extras: ['s3'] })).toMatchObject({
      file: 'requirements.txt',
      offered: [],
      elsewhere: [{ kind: 'extra', name: 's3', file: 'pyproject.toml' }],
    });
    expect(installed(texts, { extras: ['s3'], dependencies: 'pyproject.toml' })[0]).toContain('boto3');
  });

  test('to be left out', () => {
    expect(installed({ 'pyproject.toml': manifest }, { withoutGroups: ['nothing'] })).toEqual([
      'dependencies-group-unknown',
    ]);
  });
});

test('what is not installed is told, with the option that takes it', () => {
  const { considered } = find({ 'pyproject.toml': manifest }, { withoutGroups: ['prod'] });
  expect(considered.map(({ value, why }) => [value, why])).toEqual([
    ['extra s3', 'its name does not say production; --extra s3 takes it'],
    ['extra prod', '--without-group'],
    ['extra all', 'its name does not say production; --extra all takes it'],
    ['group Dev_Tools', 'its name says development; --group Dev_Tools takes it'],
    ['group test', 'its name says development; --group test takes it'],
  ]);
});
