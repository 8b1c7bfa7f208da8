import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
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
    expect(await remoteBranch({ url: remote }, 'main', 50, doors)).toEqual([]);
    const tree = await treeOf(root);
    const first = await pushTree(pushOf(tree, remote), doors);
    write(root, { 'site/more.py': 'x\n' });
    const next = await treeOf(root);
    const message = 'Deploy blog\n\nSimple-Deploy-Tree: x\n';
    const second = await pushTree(pushOf(next, remote, { parent: first.commit, message }), doors);
    const newest = await remoteBranch({ url: `file://${remote}` }, 'main', 1, doors);
    expect(newest.map(({ id }) => id)).toEqual([second.commit]);
    expect(await remoteBranch({ url: `file://${remote}` }, 'main', 50, doors)).toMatchObject([
      { id: second.commit, tree: next.id, message: message.trim() },
      { id: first.commit, tree: tree.id, message: 'Deploy' },
    ]);
  });

  it('is read from a server that hands out whole histories only', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const remote = bare();
    const { commit } = await pushTree(pushOf(await treeOf(root), remote), doors);
    git(remote, 'update-server-info');
    // Files and nothing else: git calls that a dumb server.
    const server = createServer(({ url = '' }, answer) => {
      const file = join(remote, new URL(url, 'http://files').pathname);
      if (existsSync(file) && statSync(file).isFile()) answer.end(readFileSync(file));
      else answer.writeHead(404).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await remoteBranch({ url: `http://127.0.0.1:${port}` }, 'main', 1, doors)).toMatchObject([{ id: commit }]);
    server.close();
  });

  it('is part of what is checked out, or not', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const head = git(root, 'rev-parse', 'HEAD').trim();
    expect(await isInHistory(root, head, doors)).toBe(true);
    expect(await isInHistory(root, '0123456789012345678901234567890123456789', doors)).toBe(false);
    expect(await isInHistory(temporaryFolder('nothing'), head, doors)).toBe(false);
  });
});
