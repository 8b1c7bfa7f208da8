import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { GitFailure } from '../../src/git/git.ts';
import { pushTree } from '../../src/git/push-tree.ts';
import { removeLeftFolders } from '../../src/temporary-folder.ts';
import { rejectedWith } from '../support/problem-of.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { bytesOf } from './support/bytes-of.ts';
import { doors, env, pushOf, treeOf } from './support/pushes.ts';
import { bare, git, shapes, write } from './support/repositories.ts';

describe('a push that fails', () => {
  it('says what the other side said, and changes nothing here', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const before = bytesOf(root);
    const remote = bare();
    writeFileSync(join(remote, 'hooks/pre-receive'), '#!/bin/sh\necho "E: not today"; exit 1\n', { mode: 0o755 });
    const { exitCode, output } = await pushTree(pushOf(await treeOf(root), remote), doors);
    expect(exitCode).not.toBe(0);
    expect(output).toContain('E: not today');
    expect(bytesOf(root)).toEqual(before);
  });

  it('because there is nothing at the address', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const tree = await treeOf(root);
    await expect(pushTree(pushOf(tree, join(root, 'nowhere')), doors)).rejects.toThrow(GitFailure);
  });

  it('because a file changed after it was read', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const tree = await treeOf(root);
    write(root, { 'manage.py': 'changed\n' });
    expect(await rejectedWith(pushTree(pushOf(tree, bare()), doors))).toEqual({
      code: 'source-changed',
      path: 'manage.py',
    });
  });

  it('as the person interrupts it', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const remote = bare();
    const folder = temporaryFolder('started');
    const started = join(folder, 'mark');
    const program = join(folder, 'program');
    writeFileSync(program, `#!/bin/sh\npwd > '${folder}/where'\ntouch '${started}'\nexec sleep 600\n`, { mode: 0o755 });
    const tree = await treeOf(root);
    const before = bytesOf(root);
    const interruption = new AbortController();
    const by = { kind: 'command', argv: [program] } as const;
    const pushing = pushTree(pushOf(tree, remote, { by }), { ...doors, signal: interruption.signal });
    const failed = pushing.then(
      () => 'nothing was thrown',
      (error: unknown) => (error as Error).message,
    );
    while (!existsSync(started)) await pause(20);
    interruption.abort(new Error('Ctrl-C'));
    expect(await failed).toBe('Ctrl-C');
    expect(bytesOf(root)).toEqual(before);
    expect(git(remote, 'for-each-ref')).toBe('');
    expect(existsSync(readFileSync(join(folder, 'where'), 'utf8').trim())).toBe(false);
  });

  it('as it is killed in the middle: the folder and its repository are as they were', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const remote = bare();
    const started = join(temporaryFolder('started'), 'mark');
    writeFileSync(join(remote, 'hooks/pre-receive'), `#!/bin/sh\ntouch '${started}'\nsleep 600\n`, { mode: 0o755 });
    const tree = await treeOf(root);
    const before = bytesOf(root);
    const program = fileURLToPath(new URL('support/push-process.ts', import.meta.url));
    const files = { entries: tree.entries.filter(({ source }) => 'file' in source) };
    const own = temporaryFolder('own-temporary');
    const child = spawn(process.execPath, [program, JSON.stringify(pushOf(files, remote))], {
      env: { ...env, TMPDIR: own },
      detached: true,
      stdio: 'ignore',
    });
    while (!existsSync(started)) await pause(20);
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await once(child, 'exit');
    expect(bytesOf(root)).toEqual(before);
    // What it had begun lies in the temporary folder, and was a commit there.
    const [left = ''] = readdirSync(own).filter((name) => name.startsWith('simple-deploy-push-'));
    expect(git(join(own, left), 'count-objects')).toMatch(/^[1-9]/);
    vi.stubEnv('TMPDIR', own);
    removeLeftFolders();
    vi.unstubAllEnvs();
    expect(readdirSync(own)).toEqual([]);
    // The next one is as good as new.
    rmSync(join(remote, 'hooks/pre-receive'));
    await pushTree(pushOf(tree, remote), doors);
    expect(git(remote, 'rev-parse', 'main^{tree}').trim()).toBe(tree.id);
  });
});
