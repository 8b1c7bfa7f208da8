import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Runs git as somebody, whatever this machine's own configuration says. */
export function git(cwd: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', ['-C', cwd, ...who, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

export function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** What every shape holds in the end, as a person sees the folder. */
const committed = {
  'manage.py': 'print(1)\n',
  'site/settings.py': 'A = 1\n',
  'site/gone.py': 'gone\n',
  '.gitignore': '*.log\n/build/\n',
  'tracked.log': 'tracked in spite of the rule\n',
};
const ignored = { 'debug.log': 'x\n', 'build/out.js': 'x\n' };
const untracked = { 'site/new.py': 'new = 1\n', 'site/crlf.txt': 'a\r\nb\r\n' };
export const held = [
  '.gitignore',
  'manage.py',
  'site/crlf.txt',
  'site/new.py',
  'site/run.sh',
  'site/settings.py',
  'tracked.log',
];

function commit(root: string): void {
  write(root, committed);
  git(root, 'init', '-q', '-b', 'main', '.');
  git(root, 'add', '-A', '--force');
  git(root, 'commit', '-q', '-m', 'Start');
}

/** Changes as a person has them who is in the middle of something. */
function change(root: string): void {
  write(root, { ...ignored, ...untracked, 'site/settings.py': 'A = 2\n', 'site/run.sh': '#!/bin/sh\n' });
  chmodSync(join(root, 'site/run.sh'), 0o755);
  rmSync(join(root, 'site/gone.py'), { force: true });
}

function origin(): string {
  const root = temporaryFolder('origin');
  commit(root);
  write(root, { 'site/second.py': 'x\n' });
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'Second');
  git(root, 'rm', '-q', 'site/second.py');
  git(root, 'commit', '-q', '-m', 'Third');
  return root;
}

/** Folders that all hold the same files, in every state that a repository can be in. */
export const shapes: Readonly<Record<string, () => string>> = {
  'an ordinary repository'() {
    const root = temporaryFolder('plain');
    commit(root);
    change(root);
    return root;
  },
  'something staged'() {
    const root = temporaryFolder('staged');
    commit(root);
    change(root);
    git(root, 'add', 'site/new.py', 'site/settings.py');
    return root;
  },
  'no repository'() {
    const root = temporaryFolder('none');
    write(root, committed);
    change(root);
    // Without an index nothing is tracked in spite of a rule.
    write(root, { '.gitignore': '*.log\n!tracked.log\n/build/\n' });
    return root;
  },
  'no commit yet'() {
    const root = temporaryFolder('empty');
    write(root, committed);
    git(root, 'init', '-q', '.');
    git(root, 'add', '--force', 'tracked.log');
    change(root);
    return root;
  },
  'a detached HEAD'() {
    const root = temporaryFolder('detached');
    commit(root);
    git(root, 'checkout', '-q', '--detach');
    change(root);
    return root;
  },
  'a worktree'() {
    const main = temporaryFolder('main');
    commit(main);
    const root = join(temporaryFolder('worktree'), 'linked');
    git(main, 'worktree', 'add', '-q', '-b', 'other', root);
    change(root);
    return root;
  },
  'a shallow clone'() {
    const root = join(temporaryFolder('shallow'), 'clone');
    git('/', 'clone', '-q', '--depth', '1', `file://${origin()}`, root);
    change(root);
    return root;
  },
  'a repository of SHA-256'() {
    const root = temporaryFolder('sha256');
    write(root, committed);
    git(root, 'init', '-q', '--object-format=sha256', '.');
    git(root, 'add', '-A', '--force');
    git(root, 'commit', '-q', '-m', 'Start');
    change(root);
    return root;
  },
  'line ends that git changes'() {
    const root = temporaryFolder('autocrlf');
    commit(root);
    git(root, 'config', 'core.autocrlf', 'input');
    change(root);
    return root;
  },
};

/** A bare repository, as a platform has one. */
export function bare(): string {
  const folder = temporaryFolder('bare');
  git(folder, 'init', '-q', '--bare', '-b', 'main', '.');
  git(folder, 'config', 'receive.advertisePushOptions', 'true');
  return folder;
}

/** Hooks and programs of the person's that leave a mark when git runs them. */
export function trapped(root: string): string {
  const mark = join(temporaryFolder('mark'), 'ran');
  const hooks = join(root, git(root, 'rev-parse', '--git-path', 'hooks').trim());
  mkdirSync(hooks, { recursive: true });
  const names = ['pre-push', 'pre-commit', 'post-commit', 'reference-transaction', 'post-index-change', 'pre-auto-gc'];
  for (const name of [...names, 'commit-msg', 'fsmonitor'])
    writeFileSync(join(hooks, name), `#!/bin/sh\necho ${name} >> '${mark}'\n`, { mode: 0o755 });
  git(root, 'config', 'core.fsmonitor', join(hooks, 'fsmonitor'));
  git(root, 'config', 'gc.auto', '1');
  return mark;
}
