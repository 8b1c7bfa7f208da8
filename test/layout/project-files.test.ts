import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { UserError } from '../../src/problems.ts';
import { temporaryFolder, write } from './project.ts';

test('lists every entry once, in byte order, with its kind', async () => {
  const root = write(temporaryFolder(), { 'b.txt': 'two', 'a/z.py': '', 'a-b': '', ä: '', '😀': '', '\uffee': '' });
  const files = await listProjectFiles(root);
  expect(files.list.map(({ path }) => path)).toEqual(['a', 'a-b', 'a/z.py', 'b.txt', 'ä', '\uffee', '😀']);
  expect(files.entry('b.txt')).toEqual({ path: 'b.txt', kind: 'file' });
  expect(files.entry('a')?.kind).toBe('directory');
  expect(files.problems).toEqual([]);
});

test('never enters what is not the project', async () => {
  const closed = ['.git', 'node_modules', '.venv', 'app/__pycache__', 'env-of-mine/lib'];
  const root = write(temporaryFolder(), { 'env-of-mine/pyvenv.cfg': '', 'app/a.py': '' });
  for (const folder of closed) write(root, { [`${folder}/manage.py`]: '' });
  const { list } = await listProjectFiles(root);
  expect(list.map(({ path }) => path)).toEqual([
    '.git',
    '.venv',
    'app',
    'app/__pycache__',
    'app/a.py',
    'env-of-mine',
    'node_modules',
  ]);
});

test('of a folder that a virtual environment was made in, the rest is the project', async () => {
  const root = write(temporaryFolder(), {
    'backend/pyvenv.cfg': '',
    'backend/bin/manage.py': '',
    'backend/lib/python3.12/manage.py': '',
    'backend/src/manage.py': '',
    'backend/Dockerfile': '',
    'plain/pyvenv.cfg': '',
    'plain/.gitignore': '*',
    'plain/src/editable/manage.py': '',
  });
  const { list } = await listProjectFiles(root);
  expect(list.filter(({ path }) => path.endsWith('manage.py')).map(({ path }) => path)).toEqual([
    'backend/src/manage.py',
  ]);
  const closed = list.filter(({ isVirtualEnvironment }) => isVirtualEnvironment).map(({ path }) => path);
  expect(closed).toEqual(['backend/bin', 'backend/lib', 'backend/pyvenv.cfg', 'plain']);
});

test('an environment of an old virtualenv has no pyvenv.cfg, but what starts it and nothing of its own', async () => {
  const root = write(temporaryFolder(), {
    'venv/bin/activate': '',
    'venv/include/a.h': '',
    'venv/lib/python3.5/manage.py': '',
    'venv/pip-selfcheck.json': '{}',
    'env/Scripts/activate': '',
    'env/Lib/site.py': '',
    'env/tcl/x': '',
    'tools/bin/activate': '',
    'tools/lib/manage.py': '',
    'tools/README.md': '',
    'usr/bin/start': '',
    'usr/lib/manage.py': '',
  });
  const { list } = await listProjectFiles(root);
  const closed = list.filter(({ isVirtualEnvironment }) => isVirtualEnvironment).map(({ path }) => path);
  expect(closed).toEqual(['env', 'venv']);
  expect(list.filter(({ path }) => path.endsWith('manage.py')).map(({ path }) => path)).toEqual([
    'tools/lib/manage.py',
    'usr/lib/manage.py',
  ]);
});

test('a virtual environment that was made at the root is no project either', async () => {
  const root = write(temporaryFolder(), { 'pyvenv.cfg': '', 'lib/manage.py': '', 'src/manage.py': '' });
  const { list } = await listProjectFiles(root);
  expect(list.map(({ path }) => path)).toEqual(['lib', 'pyvenv.cfg', 'src', 'src/manage.py']);
});

test('a folder of the name venv that is no virtual environment is part of the project', async () => {
  const { list } = await listProjectFiles(write(temporaryFolder(), { 'venv/models.py': '' }));
  expect(list.map(({ path }) => path)).toContain('venv/models.py');
});

test('survives loops of links, links that leave the root, pipes and sockets', async () => {
  const root = write(temporaryFolder(), { 'real/settings.py': 'A = 1' });
  const outside = write(temporaryFolder(), { 'secret.txt': 'secret' });
  symlinkSync('.', join(root, 'real/loop'));
  symlinkSync('b', join(root, 'a'));
  symlinkSync('a', join(root, 'b'));
  symlinkSync(join(outside, 'secret.txt'), join(root, 'out'));
  symlinkSync('real/settings.py', join(root, 'inside'));
  execFileSync('sh', ['-c', 'mkfifo "$0"', join(root, 'pipe')]);
  const server = createServer().listen(join(root, 'socket'));
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const files = await listProjectFiles(root);
  expect(files.entry('real/loop')).toMatchObject({ kind: 'symlink', target: '.' });
  expect(files.list.filter(({ path }) => path.startsWith('real/loop/'))).toEqual([]);
  expect(['a', 'out', 'pipe', 'socket', 'real', 'nowhere'].map((path) => files.readText(path))).toEqual(
    Array.from({ length: 6 }, () => undefined),
  );
  expect(files.readText('inside')).toBe('A = 1');
  expect(files.entry('pipe')?.kind).toBe('other');
});

test('a name that is not UTF-8 is a problem, not a silent gap', async () => {
  const root = write(temporaryFolder(), { 'media/ok.txt': '' });
  writeFileSync(Buffer.concat([Buffer.from(`${root}/media/caf`), Buffer.from([0xe9]), Buffer.from('.txt')]), '');
  symlinkSync(Buffer.from([0x61, 0xe9]), join(root, 'link'));
  const files = await listProjectFiles(root);
  expect(files.problems).toEqual([
    { code: 'file-name-not-utf8', path: 'link' },
    { code: 'file-name-not-utf8', path: String.raw`media/caf\xe9.txt` },
  ]);
  expect(files.list.map(({ path }) => path)).toEqual(['media', 'media/ok.txt']);
});

describe('what cannot be read is a problem', () => {
  // Root reads everything, so the listing runs as nobody, or as a root that may not, as on a share that takes root for nobody.
  const isRoot = process.getuid?.() === 0;
  const lowered = 'if (process.getuid() === 0) process.setuid(65534);';
  test.each([
    ['to nobody', [process.execPath], lowered],
    [
      'to root without its rights',
      [...(isRoot ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : []), process.execPath],
      '',
    ],
  ])('%s', (_, [command = '', ...before], first) => {
    const root = write(temporaryFolder(), { 'closed/a.txt': '', 'b.txt': '', 'listed/c.txt': '' });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'b.txt'), 0o000);
    chmodSync(join(root, 'closed'), 0o000);
    chmodSync(join(root, 'listed'), 0o444);
    const program = `const { listProjectFiles } = await import(process.argv[1]); ${first}
      console.log(JSON.stringify((await listProjectFiles(process.argv[2])).problems));`;
    const module = join(import.meta.dirname, '../../src/layout/project-files.ts');
    const out = execFileSync(command, [...before, '--input-type=module', '-e', program, module, root], {
      encoding: 'utf8',
    });
    chmodSync(join(root, 'closed'), 0o755);
    expect(JSON.parse(out)).toEqual([
      { code: 'file-unreadable', path: 'b.txt', kind: 'file' },
      { code: 'file-unreadable', path: 'closed', kind: 'directory' },
      { code: 'file-unreadable', path: 'listed/c.txt', kind: 'file' },
    ]);
  });
});

test('leaves no trace: times, modes and bytes are the same after a listing', async () => {
  const root = write(temporaryFolder(), { 'a/b.py': 'x', 'requirements.txt': 'Django' });
  mkdirSync(join(root, 'empty'));
  const state = () => execFileSync('find', [root, '-printf', '%p %m %s %T@ %C@\n'], { encoding: 'utf8' });
  const before = state();
  const files = await listProjectFiles(root);
  files.readText('requirements.txt');
  expect(state()).toBe(before);
});

test('a folder that is not there is an error', async () => {
  const missing = join(temporaryFolder(), 'none');
  await expect(listProjectFiles(missing)).rejects.toThrow(UserError);
});
