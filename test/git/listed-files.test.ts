import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listedFiles } from '../../src/git/listed-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { bytesOf } from './support/bytes-of.ts';
import { git, held, shapes, trapped, write } from './support/repositories.ts';

const doors = { env: process.env, signal: new AbortController().signal };

async function pathsOf(root: string): Promise<readonly string[]> {
  return [...(await listedFiles(root, doors)).paths].toSorted();
}

describe('the files of a project are those of its folder as git sees it', () => {
  it.each(Object.entries(shapes))('in %s, and nothing there changes', async (_, make) => {
    const root = make();
    const before = bytesOf(root);
    expect(await pathsOf(root)).toEqual(held);
    expect(bytesOf(root)).toEqual(before);
  });

  it('in a folder below the top of a repository', async () => {
    const top = shapes['an ordinary repository']?.() ?? '';
    expect(await pathsOf(join(top, 'site'))).toEqual(['crlf.txt', 'new.py', 'run.sh', 'settings.py']);
  });

  it('in a folder that another repository ignores', async () => {
    const top = temporaryFolder('outer');
    git(top, 'init', '-q', '.');
    write(top, {
      '.gitignore': '*\n',
      'inner/manage.py': 'x\n',
      'inner/.gitignore': '*.log\n!*\n',
      'inner/a.log': 'x\n',
    });
    expect(await pathsOf(join(top, 'inner'))).toEqual(['.gitignore', 'a.log', 'manage.py']);
  });

  it('when we are run by a hook of another repository', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const other = shapes['a detached HEAD']?.() ?? '';
    rmSync(join(other, 'manage.py'));
    const env = {
      ...process.env,
      GIT_DIR: join(other, '.git'),
      GIT_INDEX_FILE: join(other, '.git/index'),
      GIT_WORK_TREE: other,
    };
    const listed = await listedFiles(root, { ...doors, env });
    expect([...listed.paths].toSorted()).toEqual(held);
  });

  it('without a hook or a program of the person being run', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const mark = trapped(root);
    await listedFiles(root, doors);
    expect(existsSync(mark)).toBe(false);
    // The trap works: git itself runs them.
    git(root, 'status');
    expect(existsSync(mark)).toBe(true);
  });

  it('with names that are special', async () => {
    const root = temporaryFolder('names');
    git(root, 'init', '-q', '.');
    const names = ['a b.py', 'quote".py', 'line\nfeed.py', 'täg.py', 'back\\slash.py', 'tab\t.py'];
    write(root, Object.fromEntries(names.map((name) => [name, 'x\n'])));
    git(root, 'add', 'a b.py', 'quote".py');
    expect(await pathsOf(root)).toEqual(names.toSorted());
  });
});

describe('submodules', () => {
  function withSubmodule(): { readonly root: string; readonly library: string } {
    const library = temporaryFolder('library');
    write(library, { 'lib.py': 'x\n', '.gitignore': '*.tmp\n' });
    git(library, 'init', '-q', '.');
    git(library, 'add', '-A');
    git(library, 'commit', '-q', '-m', 'Library');
    const root = temporaryFolder('with-submodule');
    write(root, { 'manage.py': 'x\n' });
    git(root, 'init', '-q', '.');
    git(root, 'submodule', '--quiet', 'add', library, 'vendor/lib');
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'Start');
    return { root, library };
  }

  it('come with their files', async () => {
    const { root } = withSubmodule();
    write(root, { 'vendor/lib/more.py': 'x\n', 'vendor/lib/x.tmp': 'x\n' });
    expect(await pathsOf(root)).toEqual([
      '.gitmodules',
      'manage.py',
      'vendor/lib/.gitignore',
      'vendor/lib/lib.py',
      'vendor/lib/more.py',
    ]);
  });

  it('that nobody fetched are told', async () => {
    const { root } = withSubmodule();
    const clone = join(temporaryFolder('clone'), 'clone');
    git('/', 'clone', '-q', root, clone);
    const listed = await listedFiles(clone, doors);
    expect([...listed.paths].toSorted()).toEqual(['.gitmodules', 'manage.py']);
    expect(listed.emptySubmodules).toEqual(['vendor/lib']);
  });

  it('that are only repositories in a folder count as well', async () => {
    const root = temporaryFolder('embedding');
    write(root, { 'manage.py': 'x\n', 'inner/a.py': 'x\n' });
    git(root, 'init', '-q', '.');
    git(join(root, 'inner'), 'init', '-q', '.');
    git(join(root, 'inner'), 'add', '-A');
    git(join(root, 'inner'), 'commit', '-q', '-m', 'Inner');
    expect(await pathsOf(root)).toEqual(['inner/a.py', 'manage.py']);
  });
});

it('counts what a sparse checkout keeps out of the folder', async () => {
  const root = temporaryFolder('sparse');
  write(root, { 'manage.py': 'x\n', 'docs/a.md': 'x\n', 'docs/b.md': 'x\n', 'site/a.py': 'x\n' });
  git(root, 'init', '-q', '.');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'Start');
  git(root, 'sparse-checkout', 'set', 'site');
  const listed = await listedFiles(root, doors);
  expect([...listed.paths].toSorted()).toEqual(['manage.py', 'site/a.py']);
  expect(listed.sparse).toBe(2);
});
