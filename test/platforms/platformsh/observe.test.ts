import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { observing } from '../../../src/commands/carry-out.ts';
import { upsun } from '../../../src/platforms/platformsh/names.ts';
import { observe } from '../../../src/platforms/platformsh/observe.ts';
import { bare, git, write } from '../../git/support/repositories.ts';
import { rejectedWith } from '../../support/problem-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const doors = observing({
  engine: () => Promise.reject(new Error('no engine is needed')),
  env: process.env,
  log: () => undefined,
  secret: () => undefined,
  onEvent: () => undefined,
  output: () => undefined,
  error: () => undefined,
  signal: new AbortController().signal,
});
const target = { app: 'blog', appNamed: true, verb: 'push' } as const;

describe('what is seen by git alone', () => {
  it('is the branch, and whether it is part of what is checked out', async () => {
    const remote = bare();
    const root = temporaryFolder('mine');
    write(root, { 'manage.py': 'x\n' });
    git(root, 'init', '-q', '.');
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'Mine');
    git(root, 'push', '-q', remote, 'HEAD:refs/heads/staging');
    const seen = await observe(doors, { ...target, root, destinations: [remote], environment: 'staging' }, upsun);
    expect(seen).toMatchObject({ remote: { url: remote }, isOurs: true, commits: [{ message: 'Mine' }] });
    expect(seen.login).toBeUndefined();
    const other = await observe(doors, { ...target, root, destinations: [remote] }, upsun);
    expect(other).toMatchObject({ isOurs: false, commits: [] });
  });

  it('is nothing of what cannot be reached', async () => {
    const nowhere = join(temporaryFolder('nowhere'), 'none');
    mkdirSync(nowhere);
    expect(await rejectedWith(observe(doors, { ...target, destinations: [nowhere] }, upsun))).toMatchObject({
      code: 'branch-unreadable',
      branch: 'main',
    });
  });

  it('is not asked for with a password that everybody could read', async () => {
    const destinations = ['https://ada:very-secret@git.example/repo.git'];
    const problem = await rejectedWith(observe(doors, { ...target, destinations }, upsun));
    expect(problem).toMatchObject({ code: 'choice-impossible' });
    expect(JSON.stringify(problem)).toContain('https://ada:…@git.example/repo.git');
    expect(JSON.stringify(problem)).not.toContain('very-secret');
  });
});
