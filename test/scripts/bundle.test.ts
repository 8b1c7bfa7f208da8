import { isAscii } from 'node:buffer';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { bundle } from '../../scripts/build/bundle.ts';
import { licencesOf } from '../../scripts/build/licences.ts';

const root = join(import.meta.dirname, '../..');
const project = join(root, 'fixtures/nested-same-name');
let folder: string;
let packages: string[];

/** The package as it would be published, with nothing installed beside it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  for (const path of ['package.json', 'bin', 'templates'])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  packages = await bundle(root, join(folder, 'dist'));
});

afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

function run(...args: string[]): string {
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state'), XDG_CACHE_HOME: join(folder, 'cache') };
  return execFileSync(process.execPath, [join(folder, 'bin/simple-deploy.js'), ...args], { encoding: 'utf8', env });
}

test('what has to start fast loads no package from outside of the bundle', () => {
  expect(run('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(run('--help')).toContain('simple-deploy');
  expect(run('inspect', project)).toContain('blog/manage.py');
});

test('nothing is loaded before it is needed', () => {
  const [dist, aside] = [join(folder, 'dist'), join(folder, 'aside')];
  const without = (kept: RegExp, args: readonly string[]): string => {
    cpSync(dist, aside, { recursive: true });
    for (const file of readdirSync(dist)) if (!kept.test(file)) rmSync(join(dist, file));
    try {
      return run(...args);
    } finally {
      rmSync(dist, { recursive: true });
      renameSync(aside, dist);
    }
  };
  expect(without(/^(cli|start|rolldown-runtime)\b/, ['--version'])).toMatch(/^\d+\./);
  expect(without(/^(cli|start|rolldown-runtime|command-line)\b/, ['--help'])).toContain('simple-deploy');
  const reading = 'cli|start|rolldown-runtime|command-line|reading|terminal-\\w+';
  const answered = without(new RegExp(`^(${reading}|answer)\\b`), ['inspect', project]);
  expect(answered).toContain('blog/manage.py');
  // What it rests on is older than that answer: the same is given again, and nothing finds it out.
  expect(without(new RegExp(`^(${reading})\\b`), ['inspect', project])).toBe(answered);
});

test('what is large in Node itself is not loaded before it is needed', () => {
  const preload = join(folder, 'loaded.cjs');
  writeFileSync(preload, "process.on('exit', () => console.error(process.moduleLoadList.join('\\n')));");
  const argv = ['--require', preload, '--', join(folder, 'bin/simple-deploy.js'), 'inspect', project];
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state'), XDG_CACHE_HOME: '/dev/null' };
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', env });
  expect(status).toBe(0);
  expect(stdout).toContain('blog/manage.py');
  const loaded = stderr.split('\n').map((line) => line.replace('NativeModule ', ''));
  expect(loaded).toContain('fs');
  for (const name of ['fs/promises', 'child_process', 'crypto', 'http', 'tls', 'zlib'])
    expect(loaded).not.toContain(name);
});

test('compiled code that is damaged is not run, and made anew', () => {
  vi.stubEnv('NODE_COMPILE_CACHE', join(folder, 'code'));
  const answered = run('inspect', project, '--json');
  const kept = readdirSync(join(folder, 'code'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.cjs'))
    .map((file) => join(folder, 'code', file));
  expect(kept.map((file) => basename(file).split('-')[0] ?? '').toSorted()).toEqual(['answer', 'command', 'reading']);
  // Many signs of it, else it might be one that nothing comes of.
  const damaged = kept.map((file) =>
    readFileSync(file).map((byte, at) => (at > 64 && at % 97 === 0 ? byte ^ 1 : byte)),
  );
  for (const [index, file] of kept.entries()) writeFileSync(file, damaged[index] ?? '');
  rmSync(join(folder, 'cache'), { recursive: true, force: true });
  expect(run('inspect', project, '--json')).toBe(answered);
  for (const [index, file] of kept.entries())
    expect(readFileSync(file).equals(damaged[index] ?? Buffer.of())).toBe(false);
});

test('the bundle finds the templates', () => {
  expect(run('dockerfile', project, '--base-image', 'example.com/python:1')).toContain('FROM example.com/python:1');
});

test('names of functions stay, for stack traces', () => {
  const code = readdirSync(join(folder, 'dist')).map((file) => readFileSync(join(folder, 'dist', file), 'utf8'));
  expect(code.join('\n')).toMatch(/function findManagePy\(/);
});

test('one sign beyond ASCII would make Node keep a whole file in twice the memory', () => {
  const files = readdirSync(join(folder, 'dist'));
  expect(files.filter((file) => !isAscii(readFileSync(join(folder, 'dist', file))))).toEqual([]);
});

test('the licence of every package in the bundle can be passed on', () => {
  const text = licencesOf(packages);
  for (const name of ['commander', '@lezer/lr', 'smol-toml']) expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
});

test('a package without a licence file is refused', () => {
  expect(() => licencesOf([folder])).toThrow('simple-deploy has no licence file');
});

test('a source that imports what is not there does not become a bundle', () => {
  const code = `const { bundle } = await import('${root}/scripts/build/bundle.ts'); await bundle('${folder}/broken', '${folder}/broken/dist');`;
  cpSync(join(root, 'package.json'), join(folder, 'broken/package.json'));
  const others = ['python-grammar/whole', 'frontend/node-ranges', 'platform-files/yaml-library'];
  for (const [name, text] of [['cli', "import 'no-such-package';"], ...others.map((each) => [`layout/${each}`, ''])]) {
    const file = join(folder, `broken/src/${name}.ts`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text ?? '');
  }
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('no-such-package');
});
