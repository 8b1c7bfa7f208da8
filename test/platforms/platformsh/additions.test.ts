import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { additions } from '../../../src/platforms/platformsh/additions.ts';
import { platformsh, upsun } from '../../../src/platforms/platformsh/names.ts';
import { shimOf } from '../../../src/platforms/platformsh/shim.ts';
import { defaultBuildOptions } from '../../../src/values/build-options.ts';
import type { Layout } from '../../../src/values/layout.ts';
import { copyFixture } from '../../support/fixture-copy.ts';
import { dependenciesOf, layoutOf } from '../../support/layouts.ts';
import { sourceOf } from '../../support/source-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const asked = { standing: {}, withoutRedis: false };

function addedTo(files: Readonly<Record<string, string>>, changes: Partial<Layout> = {}, flavour = upsun) {
  const layout = layoutOf({ dependencies: dependenciesOf(['django==5.2']), ...changes });
  const paths = new Set(Object.keys(files));
  const project = { layout, options: defaultBuildOptions, paths, readText: (path: string) => files[path] };
  const { files: made, templates, notes } = additions(project, asked, flavour);
  return { made: Object.fromEntries(made.map(({ path, text }) => [path, text])), templates, notes };
}

describe('what a tree gets besides the project', () => {
  it('is nothing where the person has a configuration of their own', () => {
    expect(addedTo({ '.upsun/config.yaml': 'x', 'blog/manage.py': '' })).toEqual({
      made: {},
      templates: [],
      notes: [{ code: 'note-own-configuration', file: '.upsun/config.yaml', added: [] }],
    });
  });

  it('is ours where the configuration is that of the other name, which is said to have no effect', () => {
    const { made, notes } = addedTo({ '.platform.app.yaml': 'x' });
    expect(Object.keys(made)).toContain('.upsun/config.yaml');
    expect(notes).toMatchObject([
      { code: 'note-setting', what: expect.stringContaining('.platform.app.yaml') as string },
    ]);
    expect(Object.keys(addedTo({ '.upsun/config.yaml': 'x' }, {}, platformsh).made)).toContain('.platform.app.yaml');
  });

  it("keeps the project's own .environment, and ours comes after it", () => {
    expect(addedTo({}).made['.environment']).toBe(
      '# Added by simple-deploy to what is pushed.\n. /app/.simple-deploy/build/environment\n',
    );
    expect(addedTo({ '.environment': 'export A=1' }).made['.environment']).toMatch(/^export A=1\n# Added by/);
  });

  it('has a manage.py at the top for a nested project that has none there', () => {
    expect(Object.keys(addedTo({ 'blog/manage.py': '' }).made)).toContain('manage.py');
    expect(Object.keys(addedTo({ 'blog/manage.py': '', 'manage.py': 'their own' }).made)).not.toContain('manage.py');
    const flat = {
      managePy: { value: 'manage.py', origin: 'default' },
      projectDir: { value: '.', origin: 'default' },
    } as const;
    expect(Object.keys(addedTo({ 'manage.py': '' }, flat).made)).not.toContain('manage.py');
  });

  it('migrates where there is a database, here or elsewhere', () => {
    const hookOf = (database: Layout['database']) => addedTo({}, { database }).made['.upsun/config.yaml'];
    expect(hookOf({ value: 'sqlite', origin: 'default' })).toContain('simple_deploy release');
    expect(hookOf({ value: 'none', origin: { option: '--database' } })).toContain('simple_deploy release');
    expect(hookOf({ value: 'none', origin: { file: 'settings.py' } })).not.toContain('simple_deploy release');
  });

  it('has the manage.py of a project that has none', () => {
    expect(addedTo({}, { managePyMade: true }).made['blog/manage.py']).toContain('"blog.settings"');
  });
});

describe('the manage.py at the top', () => {
  function project(manage: string): string {
    const root = realpathSync(temporaryFolder('shim'));
    const [shim] = shimOf(layoutOf(), new Set());
    const files = { 'manage.py': shim?.text ?? '', 'blog/manage.py': manage };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    chmodSync(join(root, 'manage.py'), 0o755);
    return root;
  }

  const told = 'import json, os, sys\nprint(json.dumps([os.getcwd(), __file__, sys.argv, sys.path[0], __name__]))\n';

  it.each(['by its name', 'from another folder'])("becomes the project's own, called %s", (how) => {
    const root = project(told);
    const [cwd, file] = how === 'by its name' ? [root, 'manage.py'] : ['/', join(root, 'manage.py')];
    const output = execFileSync('python3', [file, 'check', '--x'], { cwd, encoding: 'utf8' });
    const own = join(root, 'blog/manage.py');
    expect(JSON.parse(output)).toEqual([
      join(root, 'blog'),
      own,
      [own, 'check', '--x'],
      join(root, 'blog'),
      '__main__',
    ]);
  });

  it('gives its exit code', () => {
    const root = project('import sys\nsys.exit(7)\n');
    expect(() => execFileSync('python3', ['manage.py'], { cwd: root, stdio: 'ignore' })).toThrow(
      expect.objectContaining({ status: 7 }),
    );
  });

  it("takes the Python of the build's environment where there is one", () => {
    const root = project('import os\nprint(os.environ.get("FROM"))\n');
    const python = join(root, '.simple-deploy/venv/bin/python');
    mkdirSync(dirname(python), { recursive: true });
    writeFileSync(python, '#!/bin/sh\nFROM=venv exec python3 "$@"\n', { mode: 0o755 });
    expect(execFileSync('python3', ['manage.py'], { cwd: root, encoding: 'utf8' })).toBe('venv\n');
  });
});

describe('what is not pushed', () => {
  it('are environment files, keys and databases that no ignore rule names', async () => {
    const { root, remove } = copyFixture('nested-same-name');
    for (const [path, text] of Object.entries({
      '.env': 'SECRET=1',
      'blog/live.env': 'SECRET=1',
      'server.key': 'key',
      'blog/db.sqlite3': 'data',
      'credentials.json': '{}',
      'build.log': 'x',
      '.gitignore': '*.log\n',
      'new.py': 'x = 1\n',
    }))
      writeFileSync(join(root, path), text);
    const { entries, leftOut } = await sourceOf(root, upsun);
    const paths = entries.map(({ path }) => path);
    expect(paths).toContain('new.py');
    for (const path of ['.env', 'blog/live.env', 'server.key', 'blog/db.sqlite3', 'credentials.json', 'build.log'])
      expect(paths).not.toContain(path);
    expect(leftOut).toEqual(
      expect.arrayContaining([
        { path: '.env', rule: 'environment file' },
        { path: 'server.key', rule: 'private key' },
        { path: 'blog/db.sqlite3', rule: 'SQLite database' },
        { path: 'build.log', rule: 'ignored by git' },
      ]),
    );
    remove();
  });

  it('the same tree has the same name anywhere', async () => {
    const [one, two] = [copyFixture('nested-same-name'), copyFixture('nested-same-name')];
    const [first, second] = [await sourceOf(one.root, upsun), await sourceOf(two.root, upsun)];
    expect(first.id).toBe(second.id);
    writeFileSync(join(two.root, 'new.py'), 'x\n');
    expect((await sourceOf(two.root, upsun)).id).not.toBe(first.id);
    one.remove();
    two.remove();
  });
});

it('the templates that are added are there', () => {
  const { templates } = addedTo({});
  const folder = fileURLToPath(new URL('../../../templates', import.meta.url));
  expect(templates.map((each) => each.folder)).toEqual(['overlay', 'build', 'platformsh']);
  expect(execFileSync('ls', [folder], { encoding: 'utf8' }).split('\n')).toEqual(
    expect.arrayContaining(templates.map((each) => each.folder)),
  );
});
