import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../git/support/bytes-of.ts';
import { bare, git, write } from '../git/support/repositories.ts';
import { newState, type Ran, runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const site = {
  'blog/manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'blog.settings')\n",
  'blog/blog/__init__.py': '',
  'blog/blog/settings.py':
    "SECRET_KEY = 'django-insecure-x'\nROOT_URLCONF = 'blog.urls'\nWSGI_APPLICATION = 'blog.wsgi.application'\n",
  'blog/blog/urls.py': 'urlpatterns = []\n',
  'blog/blog/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
  'requirements.txt': 'django==5.2\n',
};

/** A repository elsewhere that says what a platform says at the end of a deployment. */
function deploying(): string {
  const remote = bare();
  const hook = '#!/bin/sh\necho "simple-deploy: the deploy hook is done"\n';
  writeFileSync(join(remote, 'hooks/post-receive'), hook, { mode: 0o755 });
  return remote;
}

function repository(files: Readonly<Record<string, string>> = {}): string {
  const root = temporaryFolder('site');
  write(root, { ...site, ...files });
  git(root, 'init', '-q', '-b', 'main', '.');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'Start');
  return root;
}

const push = (root: string, remote: string): Promise<Ran> =>
  runCli(['push', '--to', 'upsun', '--destination', remote, '--create'], { cwd: root });
const held = (remote: string): readonly string[] =>
  git(remote, 'ls-tree', '-r', '--name-only', 'main').trim().split('\n');

describe('a push of a folder as it lies, by git', () => {
  it('keeps secrets here that no ignore rule names, and says so; thousands of untracked files go along', async () => {
    const root = repository();
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`blog/many/${index}.txt`, `${index}`]));
    const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n';
    write(root, { ...many, '.env': 'KEY=hunter2!\n', 'blog/.env.production': 'KEY=hunter2!\n', id_ed25519: key });
    const before = bytesOf(root);
    const remote = deploying();
    const pushed = await push(root, remote);
    expect([pushed.code, pushed.stderr]).toEqual([0, expect.any(String)]);
    expect(bytesOf(root)).toEqual(before);
    const there = held(remote);
    expect(there.filter((path) => path.startsWith('blog/many/'))).toHaveLength(5000);
    expect(there.filter((path) => /\.env(\.|$)|id_ed25519/.test(path))).toEqual([]);
    expect(pushed.stderr).not.toContain('version control');
    for (const said of ['.env', '.env.production', 'id_ed25519']) expect(pushed.stderr).toContain(said);
    expect(git(remote, 'log', '--format=%B', 'main')).toMatch(/^Deploy .*\n\nSimple-Deploy-Tree: [0-9a-f]{40}\n/);
  });

  it('tells of pointers of git LFS whose content is not here, and pushes content that is', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
    const root = repository({
      '.gitattributes': '*.psd filter=lfs diff=lfs merge=lfs -text\n',
      'blog/logo.psd': pointer,
      'blog/here.psd': 'what a checkout with LFS holds',
    });
    const remote = deploying();
    const pushed = await push(root, remote);
    expect(pushed.code).toBe(0);
    expect(pushed.stderr).toMatch(/pointer of git LFS[^]*blog\/logo\.psd[^]*git lfs pull/);
    expect(pushed.stderr).not.toContain('here.psd');
    expect(git(remote, 'show', 'main:blog/here.psd')).toBe('what a checkout with LFS holds');
  });

  it('tells of submodules that nobody fetched, and of what a sparse checkout keeps out', async () => {
    const library = temporaryFolder('library');
    write(library, { 'lib.py': 'x\n' });
    git(library, 'init', '-q', '.');
    git(library, 'add', '-A');
    git(library, 'commit', '-q', '-m', 'Library');
    const root = repository({ 'docs/page.md': 'x\n' });
    git(root, 'submodule', '--quiet', 'add', library, 'vendor/lib');
    git(root, 'commit', '-q', '-m', 'With a library');
    git(root, 'submodule', '--quiet', 'deinit', '--force', 'vendor/lib');
    git(root, 'sparse-checkout', 'set', 'blog', 'vendor');
    const before = bytesOf(root);
    const pushed = await push(root, deploying());
    expect([pushed.code, pushed.stderr]).toEqual([0, expect.any(String)]);
    expect(pushed.stderr).toMatch(/submodule vendor\/lib is empty[^]*git submodule update --init/);
    expect(pushed.stderr).toMatch(/One tracked file is .*sparse checkout/);
    expect(bytesOf(root)).toEqual(before);
  });

  it('does not build what git ignores and the project needs', async () => {
    const root = repository({ '.gitignore': 'requirements.txt\n' });
    const remote = deploying();
    const refused = await push(root, remote);
    expect([refused.code, git(remote, 'for-each-ref')]).toEqual([1, '']);
    expect(refused.stderr).toMatch(/requirements\.txt[^]*git add --force/);
  });

  it('that is killed leaves a folder among the temporary ones, which the next run removes', async () => {
    const root = repository();
    const before = bytesOf(root);
    const remote = deploying();
    const [tmp, state, marks] = [temporaryFolder('tmp'), newState(), temporaryFolder('marks')];
    const hook = join(remote, 'hooks/pre-receive');
    writeFileSync(
      hook,
      `#!/bin/sh\necho $$ >'${marks}/written' && mv '${marks}/written' '${marks}/pid'\nexec sleep 600\n`,
      { mode: 0o755 },
    );
    const pushing = (onStart?: (child: ChildProcess) => void): Promise<Ran> =>
      runCli(['push', '--to', 'upsun', '--destination', remote, '--create'], {
        cwd: root,
        state,
        env: { TMPDIR: tmp },
        ...(onStart && { onStart }),
      });
    const left = (): readonly string[] => readdirSync(tmp).filter((name) => name.startsWith('simple-deploy-push-'));
    let killed: ChildProcess | undefined;
    const ended = pushing((child) => {
      killed = child;
    });
    while (!existsSync(join(marks, 'pid'))) await pause(20);
    killed?.kill('SIGKILL');
    // git goes on until the other side does: it was not told.
    process.kill(Number(readFileSync(join(marks, 'pid'), 'utf8')), 'SIGKILL');
    expect((await ended).code).toBeNull();
    expect([left().length, bytesOf(root)]).toEqual([1, before]);
    rmSync(hook);
    expect(await pushing()).toMatchObject({ code: 0 });
    expect([left(), bytesOf(root)]).toEqual([[], before]);
  });

  it('is what the folder holds without a commit, and without a repository', async () => {
    const root = temporaryFolder('bare-folder');
    write(root, site);
    git(root, 'init', '-q', '.');
    const unborn = deploying();
    expect(await push(root, unborn)).toMatchObject({ code: 0 });
    rmSync(join(root, '.git'), { recursive: true });
    const none = deploying();
    expect(await push(root, none)).toMatchObject({ code: 0 });
    expect(git(none, 'rev-parse', 'main^{tree}')).toBe(git(unborn, 'rev-parse', 'main^{tree}'));
  });
});
