import { describe, expect, it } from 'vitest';
import { pushTree } from '../../src/git/push-tree.ts';
import { isInHistory, remoteBranch } from '../../src/git/remote-branch.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { doors, pushOf, treeOf } from './support/pushes.ts';
import { bare, git, shapes, write } from './support/repositories.ts';

describe('what stands on a branch', () => {
  it('is read without its files, the newest first', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const remote = bare();
    git(remote, 'config', 'uploadpack.allowFilter', 'true');
    expect(await remoteBranch({ url: remote }, 'main', doors)).toEqual([]);
    const tree = await treeOf(root);
    const first = await pushTree(pushOf(tree, remote), doors);
    write(root, { 'site/more.py': 'x\n' });
    const next = await treeOf(root);
    const message = 'Deploy blog\n\nSimple-Deploy-Tree: x\n';
    const second = await pushTree(pushOf(next, remote, { parent: first.commit, message }), doors);
    expect(await remoteBranch({ url: `file://${remote}` }, 'main', doors)).toMatchObject([
      { id: second.commit, tree: next.id, message: message.trim() },
      { id: first.commit, tree: tree.id, message: 'Deploy' },
    ]);
  });

  it('is part of what is checked out, or not', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const head = git(root, 'rev-parse', 'HEAD').trim();
    expect(await isInHistory(root, head, doors)).toBe(true);
    expect(await isInHistory(root, '0123456789012345678901234567890123456789', doors)).toBe(false);
    expect(await isInHistory(temporaryFolder('nothing'), head, doors)).toBe(false);
  });
});
