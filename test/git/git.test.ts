import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pushTree } from '../../src/git/push-tree.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { doors, env, pushOf, treeOf } from './support/pushes.ts';
import { bare, git, shapes } from './support/repositories.ts';

describe('how git is run', () => {
  it('is not what the person configured for all repositories', async () => {
    const home = temporaryFolder('home');
    const mark = join(home, 'ran');
    const hooks = join(home, 'hooks');
    mkdirSync(hooks);
    for (const name of ['pre-push', 'reference-transaction', 'post-index-change'])
      writeFileSync(join(hooks, name), `#!/bin/sh\necho ${name} >> '${mark}'\n`, { mode: 0o755 });
    const template = join(home, 'template');
    mkdirSync(join(template, 'hooks'), { recursive: true });
    writeFileSync(join(template, 'hooks/pre-push'), `#!/bin/sh\necho template >> '${mark}'\n`, { mode: 0o755 });
    const config = join(home, 'config');
    const lines = ['[core]', `hooksPath = ${hooks}`, 'autocrlf = true', '[init]', `templateDir = ${template}`];
    writeFileSync(config, [...lines, '[commit]', 'gpgSign = true', '[push]', 'gpgSign = true', ''].join('\n'));
    const root = shapes['an ordinary repository']?.() ?? '';
    const remote = bare();
    git(remote, 'config', 'core.hooksPath', '/dev/null');
    const tree = await treeOf(root);
    const own = { ...doors, env: { ...env, GIT_CONFIG_GLOBAL: config, GIT_TEMPLATE_DIR: template } };
    const { exitCode } = await pushTree(pushOf(tree, remote), own);
    expect(exitCode).toBe(0);
    expect(existsSync(mark)).toBe(false);
    expect(git(remote, 'rev-parse', 'main^{tree}').trim()).toBe(tree.id);
  });

  it('is by the platform’s program where there is one, in a repository that has the commit', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const remote = bare();
    const folder = temporaryFolder('program');
    const program = join(folder, 'program');
    writeFileSync(
      program,
      `#!/bin/sh\ngit rev-parse --show-toplevel > '${folder}/where'\nexec git push '${remote}' "$1:refs/heads/main"\n`,
      { mode: 0o755 },
    );
    const by = { kind: 'command', argv: [program, '{commit}'] } as const;
    const { commit } = await pushTree(pushOf(await treeOf(root), remote, { by }), doors);
    expect(git(remote, 'rev-parse', 'main').trim()).toBe(commit);
    expect(readFileSync(join(folder, 'where'), 'utf8')).toMatch(/simple-deploy-push-\w+\n$/);
  });

  it('is as the person that git knows', async () => {
    const root = shapes['an ordinary repository']?.() ?? '';
    const config = join(temporaryFolder('config'), 'config');
    writeFileSync(config, '[user]\nname = Grace\nemail = grace@example.com\n');
    const remote = bare();
    const tree = await treeOf(root);
    await pushTree(pushOf(tree, remote), { ...doors, env: { ...env, GIT_CONFIG_GLOBAL: config } });
    expect(git(remote, 'log', '-1', '--format=%an <%ae>').trim()).toBe('Grace <grace@example.com>');
    const other = bare();
    await pushTree(pushOf(tree, other), {
      ...doors,
      env: { ...env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    });
    expect(git(other, 'log', '-1', '--format=%an <%ae>').trim()).toBe('simple-deploy <simple-deploy@localhost>');
  });
});
