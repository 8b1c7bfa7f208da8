import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pushTree } from '../../src/git/push-tree.ts';
import { rejectedWith } from '../support/problem-of.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { bytesOf } from './support/bytes-of.ts';
import { doors, pushOf, treeOf } from './support/pushes.ts';
import { bare, git, held, shapes, trapped, write } from './support/repositories.ts';

describe('a push of a tree', () => {
  it.each(Object.entries(shapes))('of %s holds what the folder holds, and leaves it as it was', async (_, make) => {
    const root = make();
    const mark = existsSync(join(root, '.git')) ? trapped(root) : join(root, 'no-mark');
    const before = bytesOf(root);
    const remote = bare();
    const tree = await treeOf(root);
    const { commit } = await pushTree(pushOf(tree, remote), doors);
    expect(bytesOf(root)).toEqual(before);
    expect(existsSync(mark)).toBe(false);
    const listed = git(remote, 'ls-tree', '-r', '--name-only', commit).trim().split('\n');
    expect(listed.toSorted()).toEqual(['.made/by-us', ...held].toSorted());
    expect(git(remote, 'rev-parse', `main^{tree}`).trim()).toBe(tree.id);
    expect(git(remote, 'show', 'main:site/settings.py')).toBe('A = 2\n');
    // Byte for byte, whatever git would make of line ends.
    expect(git(remote, 'show', 'main:site/crlf.txt')).toBe('a\r\nb\r\n');
    expect(git(remote, 'ls-tree', 'main', 'site/run.sh')).toMatch(/^100755 /);
  });

  it('leaves the main repository of a worktree as it was', async () => {
    const main = temporaryFolder('main-of-worktree');
    write(main, { 'manage.py': 'x\n' });
    git(main, 'init', '-q', '.');
    git(main, 'add', '-A');
    git(main, 'commit', '-q', '-m', 'Start');
    const root = join(temporaryFolder('linked'), 'linked');
    git(main, 'worktree', 'add', '-q', '-b', 'other', root);
    const before = bytesOf(main);
    await pushTree(pushOf(await treeOf(root), bare()), doors);
    expect(bytesOf(main)).toEqual(before);
  });

  it('names the tree as git does, links and names with special signs too', async () => {
    const root = temporaryFolder('special');
    git(root, 'init', '-q', '.');
    write(root, {
      'a b.py': '1',
      'quote".py': '2',
      'line\nfeed.py': '3',
      'täg.py': '4',
      'a/b.py': '5',
      'a.b/c.py': '6',
      a0: '7',
    });
    symlinkSync('a b.py', join(root, 'link.py'));
    git(root, 'add', '-A');
    const tree = await treeOf(root);
    const remote = bare();
    await pushTree(pushOf(tree, remote), doors);
    expect(git(remote, 'rev-parse', 'main^{tree}').trim()).toBe(tree.id);
    expect(git(remote, 'ls-tree', 'main', 'link.py')).toMatch(/^120000 /);
    write(root, { '.made/by-us': 'x\n' });
    git(root, 'add', '-A');
    expect(git(root, 'write-tree').trim()).toBe(tree.id);
  });

  it('of 5,000 files arrives', async () => {
    const root = temporaryFolder('many');
    mkdirSync(join(root, 'many'));
    write(root, Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`many/${index}.txt`, `${index}`])));
    git(root, 'init', '-q', '.');
    const before = bytesOf(root);
    const remote = bare();
    await pushTree(pushOf(await treeOf(root), remote), doors);
    expect(git(remote, 'ls-tree', '-r', '--name-only', 'main').trim().split('\n')).toHaveLength(5001);
    expect(bytesOf(root)).toEqual(before);
  });
});

describe('a second push', () => {
  it('is a commit on top of what stands there', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const remote = bare();
    const first = await pushTree(pushOf(await treeOf(root), remote), doors);
    write(root, { 'site/more.py': 'x\n' });
    const second = await pushTree(pushOf(await treeOf(root), remote, { parent: first.commit }), doors);
    expect(git(remote, 'rev-parse', 'main').trim()).toBe(second.commit);
    expect(git(remote, 'rev-parse', 'main~1').trim()).toBe(first.commit);
  });

  it('can have the tree of an earlier commit', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const remote = bare();
    const first = await pushTree(pushOf(await treeOf(root), remote), doors);
    write(root, { 'site/more.py': 'x\n' });
    const second = await pushTree(pushOf(await treeOf(root), remote, { parent: first.commit }), doors);
    const back = await pushTree(pushOf({ of: first.commit, back: 1 }, remote, { parent: second.commit }), doors);
    expect(back.tree).toBe(first.tree);
    expect(git(remote, 'rev-list', '--count', 'main').trim()).toBe('3');
  });

  it('fetches the newest commit, and none of the history', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const remote = bare();
    const first = await pushTree(pushOf(await treeOf(root), remote), doors);
    write(root, { 'site/more.py': 'x\n' });
    const second = await pushTree(pushOf(await treeOf(root), remote, { parent: first.commit }), doors);
    write(root, { 'site/more.py': 'y\n' });
    const seen = join(temporaryFolder('seen'), 'commits');
    const line = `git rev-list refs/simple-deploy/there >'${seen}'; git push -q '${remote}' {commit}:refs/heads/main`;
    const by = { kind: 'command', argv: ['sh', '-c', line] } as const;
    const third = await pushTree(pushOf(await treeOf(root), remote, { parent: second.commit, by }), doors);
    expect(readFileSync(seen, 'utf8').trim()).toBe(second.commit);
    expect(third.exitCode).toBe(0);
    expect(git(remote, 'rev-list', 'main').trim().split('\n')).toEqual([third.commit, second.commit, first.commit]);
    expect(git(remote, 'fsck', '--full')).toBe('');
  });

  it('is refused when somebody pushed meanwhile', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const remote = bare();
    const tree = await treeOf(root);
    const first = await pushTree(pushOf(tree, remote), doors);
    expect(await rejectedWith(pushTree(pushOf(tree, remote), doors))).toMatchObject({
      code: 'branch-moved',
      log: [`It stands at ${first.commit.slice(0, 12)} now.`],
    });
    expect(git(remote, 'rev-parse', 'main').trim()).toBe(first.commit);
  });

  it('is refused by the other side when two come at the same time', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const remote = bare();
    const first = await pushTree(pushOf(await treeOf(root), remote), doors);
    write(root, { 'site/mine.py': 'x\n' });
    const tree = await treeOf(root);
    const all = ['one', 'two'].map((message) =>
      pushTree(pushOf(tree, remote, { parent: first.commit, message }), doors),
    );
    const ended = await Promise.allSettled(all);
    const won = ended.filter((each) => each.status === 'fulfilled' && each.value.exitCode === 0);
    expect(won).toHaveLength(1);
    expect(git(remote, 'rev-list', '--count', 'main').trim()).toBe('2');
  });
});
