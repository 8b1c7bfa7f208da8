import { expect, test } from 'vitest';
import type { Answer } from '../../../scripts/corpus/answer.ts';
import { compare, lacksWhatIsOpen } from '../../../scripts/corpus/compare.ts';

const recorded = {
  repo: 'a/b',
  manage_py: 'src/manage.py',
  settings_module: 'shop.settings',
  production_settings_module: 'shop.settings.production',
  configuration: 'Production',
  application: 'shop.asgi:application',
  manager: 'uv',
  requirements: ['uv.lock', 'pyproject.toml'],
  python: '>=3.12 (pyproject)',
  asgi: true,
  env_required: ['SECRET_KEY', 'REDIS_URL'],
};

const answer: Answer = {
  managePy: 'src/manage.py',
  settingsModule: 'shop.settings',
  productionSettingsModule: 'shop.settings.production',
  configuration: 'Production',
  application: 'shop.asgi:application',
  interface: 'asgi',
  manager: 'uv',
  files: ['pyproject.toml', 'uv.lock'],
  python: '3.13',
  environment: ['REDIS_URL', 'SECRET_KEY'],
  environmentOpen: [],
  questions: [],
  stopped: [],
};

test('nothing differs where the answer is what is recorded', () => {
  expect(compare(recorded, answer)).toEqual([]);
});

test.each([
  ['manage_py', { managePy: 'manage.py' }, 'src/manage.py', 'manage.py'],
  ['settings_module', { settingsModule: 'shop.dev' }, 'shop.settings', 'shop.dev'],
  ['production_settings_module', { productionSettingsModule: 'shop.x' }, 'shop.settings.production', 'shop.x'],
  ['configuration', { configuration: 'Development' }, 'Production', 'Development'],
  ['application', { application: 'shop.wsgi:application' }, 'shop.asgi:application', 'shop.wsgi:application'],
  ['manager', { manager: 'pip' }, 'uv', 'pip'],
  ['requirements', { files: ['requirements.txt', 'uv.lock'] }, 'uv.lock pyproject.toml', 'requirements.txt uv.lock'],
  ['requirements', { files: [] }, 'uv.lock pyproject.toml', 'none'],
  ['python', { python: '3.11' }, '>=3.12 (pyproject)', '3.11'],
  ['asgi', { interface: 'wsgi' as const }, 'asgi', 'wsgi'],
  ['env_required', { environment: ['REDIS_URL'] }, 'SECRET_KEY', '–'],
  ['env_required', { environment: ['A', 'REDIS_URL', 'SECRET_KEY'] }, '–', '+A'],
  ['stopped', { stopped: [{ code: 'toml-unreadable', what: 'no TOML' }] }, '–', 'no TOML'],
])('%s differs: %j', (fact, other, was, found) => {
  expect(compare(recorded, { ...answer, ...other })).toEqual([{ fact, recorded: was, found }]);
});

test('variables that are missing do not differ where the answer says what may demand more; one too many does', () => {
  const open = { ...answer, environmentOpen: ['house'] };
  expect(compare(recorded, { ...open, environment: ['REDIS_URL'] })).toEqual([]);
  expect(lacksWhatIsOpen(recorded, { ...open, environment: ['REDIS_URL'] })).toBe(true);
  expect(lacksWhatIsOpen(recorded, open)).toBe(false);
  expect(lacksWhatIsOpen(recorded, { ...answer, environment: ['REDIS_URL'] })).toBe(false);
  expect(compare(recorded, { ...open, environment: ['A'] })).toEqual([
    { fact: 'env_required', recorded: 'SECRET_KEY REDIS_URL', found: '+A' },
  ]);
});

test('a fact that could not be found differs from one that is recorded', () => {
  const { settingsModule, ...rest } = answer;
  expect(settingsModule).toBe('shop.settings');
  expect(compare(recorded, rest)).toEqual([{ fact: 'settings_module', recorded: 'shop.settings', found: '–' }]);
});

test('facts that are not recorded are not compared', () => {
  expect(compare({ repo: 'a/b' }, answer)).toEqual([]);
  expect(compare({ repo: 'a/b', python: null, settings_module: null }, answer)).toEqual([]);
});

test('how the settings are named may follow the module; a text that holds none is not compared', () => {
  expect(compare({ repo: 'a/b', settings_module: 'shop.settings via setup_env()' }, answer)).toEqual([]);
  expect(compare({ repo: 'a/b', settings_module: 'shop.dev via setup_env()' }, answer)).toHaveLength(1);
  expect(compare({ repo: 'a/b', settings_module: 'from the environment; no default' }, answer)).toEqual([]);
});

test('where there is nothing to deploy, saying so is right and an answer is wrong', () => {
  const nothing = { repo: 'a/b', manage_py: null, settings_module: 'shop.settings' };
  const { managePy, ...none } = answer;
  expect(managePy).toBe('src/manage.py');
  const stopped = [{ code: 'manage-py-missing', what: 'There is no manage.py.' }];
  expect(compare(nothing, { ...none, stopped })).toEqual([]);
  expect(compare(nothing, { ...none, stopped: [{ code: 'toml-unreadable', what: 'no TOML' }] })).toHaveLength(1);
  expect(compare(nothing, answer)).toEqual([{ fact: 'manage_py', recorded: 'none', found: 'src/manage.py' }]);
});

test('a project without manage.py that stops as recorded is right, and one that finds a manage.py is wrong', () => {
  const command = { repo: 'a/b', manage_py: null, stops: 'settings-file-missing' };
  const stopped = [{ code: 'settings-file-missing', what: 'The settings have no file.' }];
  const { managePy, ...none } = answer;
  expect(compare(command, { ...none, stopped })).toEqual([]);
  expect(compare(command, { ...none, managePy: managePy ?? '', stopped })).toEqual([
    { fact: 'manage_py', recorded: 'none', found: 'src/manage.py' },
  ]);
});

test('where there is no manifest, saying so is right; where there is one, it is wrong', () => {
  const without = { ...answer, files: [], stopped: [{ code: 'dependencies-missing', what: 'There is none.' }] };
  expect(compare({ repo: 'a/b', requirements: [] }, without)).toEqual([]);
  expect(compare({ repo: 'a/b', requirements: [] }, answer)).toHaveLength(1);
  expect(compare({ repo: 'a/b', requirements: ['uv.lock'] }, without).map(({ fact }) => fact)).toEqual([
    'requirements',
    'stopped',
  ]);
});

test('where the project cannot be deployed as it lies, stopping with that problem is right and getting through is wrong', () => {
  const broken = { repo: 'a/b', stops: 'settings-file-missing' };
  const stopped = { code: 'settings-file-missing', what: 'The settings have no file.' };
  const other = { code: 'toml-unreadable', what: 'no TOML' };
  expect(compare(broken, { ...answer, stopped: [stopped] })).toEqual([]);
  expect(compare(broken, { ...answer, stopped: [stopped, other] })).toHaveLength(1);
  expect(compare(broken, answer)).toEqual([{ fact: 'stopped', recorded: 'settings-file-missing', found: '–' }]);
});
