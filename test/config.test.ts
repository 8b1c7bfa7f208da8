import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { UserError, type Problem } from '../src/problems.ts';

function filesOf(files: Readonly<Record<string, string>>) {
  return { readText: (path: string) => files[path] };
}

function problemOf(files: Readonly<Record<string, string>>): Problem | undefined {
  try {
    readConfig(filesOf(files));
  } catch (error) {
    if (error instanceof UserError) return error.problem;
    throw error;
  }
  return undefined;
}

describe('defaults are read', () => {
  test('from pyproject.toml', () => {
    const config = readConfig(filesOf({ 'pyproject.toml': '[tool.simple-deploy]\napp = "blog"\nport = 8080\n' }));
    expect(config).toEqual({ file: 'pyproject.toml [tool.simple-deploy]', values: { app: 'blog', port: 8080 } });
  });

  test('from simple-deploy.toml', () => {
    const text = 'tag = ["a", "b"]\ndatabase = "postgres"\n[env]\nSITE = "x"\n';
    expect(readConfig(filesOf({ 'simple-deploy.toml': text })).values).toEqual({
      tag: ['a', 'b'],
      database: 'postgres',
      env: { SITE: 'x' },
    });
  });

  test.each([{}, { 'pyproject.toml': '[project]\nname = "x"\n' }, { 'pyproject.toml': '[tool.black]\n' }])(
    'or there are none: %j',
    (files) => {
      expect(readConfig(filesOf(files as Record<string, string>))).toEqual({ file: undefined, values: {} });
    },
  );
});

describe('what cannot be is an error', () => {
  test('a key that is far too long for one, whatever it holds', () => {
    const key = '__proto__'.repeat(10_000);
    expect(problemOf({ 'simple-deploy.toml': `${key} = 1\n` })).toMatchObject({ code: 'config-unknown-key', key });
  });

  test('an unknown key, with the nearest one', () => {
    expect(problemOf({ 'simple-deploy.toml': 'base_image = "x"' })).toMatchObject({
      code: 'config-unknown-key',
      file: 'simple-deploy.toml',
      key: 'base_image',
      nearest: 'base-image',
    });
  });

  test.each([
    ['app = 3', 'app', '3'],
    ['app = ""', 'app', '""'],
    ['port = "8000"', 'port', '"8000"'],
    ['port = 70000', 'port', '70000'],
    ['tag = "a"', 'tag', '"a"'],
    ['format = "v2s2"', 'format', '"v2s2"'],
    ['tag = [1]', 'tag', 'a list'],
    ['env = ["A=1"]', 'env', 'a list'],
    ['env = { A = 1 }', 'env', 'a table'],
    ['database = "oracle"', 'database', '"oracle"'],
    ['app = 2026-11-22', 'app', 'a date'],
    ['install-guessed = "yes"', 'install-guessed', '"yes"'],
    ['apt-packages = "gdal-bin"', 'apt-packages', '"gdal-bin"'],
  ])('a wrong type: %s', (text, key, found) => {
    expect(problemOf({ 'simple-deploy.toml': text })).toMatchObject({ code: 'config-wrong-type', key, found });
  });

  test.each([
    ['[tool]\nsimple-deploy = 3\n', 2, '3'],
    ['[project]\nname = "x"\n\n[tool]\nother = 1\n"simple-deploy" = "app"\n', 6, '"app"'],
    ['[[tool.simple-deploy]]\napp = "x"\n', 1, 'a list'],
    ['tool.simple-deploy = true\n', 1, 'true'],
  ])('something of our name in pyproject.toml that is no table: %j', (text, line, found) => {
    expect(problemOf({ 'pyproject.toml': text })).toMatchObject({
      code: 'config-wrong-type',
      file: 'pyproject.toml',
      line,
      key: 'tool.simple-deploy',
      found,
    });
  });

  test.each([
    ['[project]\nport = 1\n\n[tool.simple-deploy]\nto = "local"\nport = "x"\n', 6],
    ['[tool]\nsimple-deploy = { port = "x" }\n', 2],
    ['[tool.simple-deploy]\nto = "local"\n[tool.simple-deploy.port]\nx = 1\n', 3],
    ['[tool.simple-deploy]\nto = "local"\n\nports = 1\n', 4],
  ])('the line of what is wrong in pyproject.toml: %j', (text, line) => {
    expect(problemOf({ 'pyproject.toml': text })).toMatchObject({ line });
  });

  test('a name of every object is no key', () => {
    expect(problemOf({ 'simple-deploy.toml': 'constructor = "x"' })).toMatchObject({ code: 'config-unknown-key' });
  });

  test('two places', () => {
    const files = { 'simple-deploy.toml': 'app = "a"', 'pyproject.toml': '[tool.simple-deploy]\napp = "b"' };
    expect(problemOf(files)).toMatchObject({ code: 'config-two-files' });
  });

  test('what is not TOML, with the line', () => {
    expect(problemOf({ 'pyproject.toml': '[project]\nname = \n' })).toMatchObject({
      code: 'config-syntax',
      file: 'pyproject.toml',
      line: 2,
    });
  });
});
