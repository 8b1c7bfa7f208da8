import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, realpathSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../layout/project.ts';

const NAME = 'thing-abcd1234.cjs';
const LONG_AGO = new Date('2020-01-01');
let folder: string;
let kept: string;

/** A chunk of a bundle; texts of one length, as V8 knows a text by its length alone. */
const chunk = (word: string): string => `const other = require('./other.cjs');
exports.say = () => '${word}' + other;
exports.more = () => { const far = [1, 2, 3].map((each) => each + 1); return far.reduce((a, b) => a * b, 1); };
exports.fail = () => { throw new Error('failed'); };
`;

beforeEach(() => {
  folder = realpathSync(temporaryFolder());
  kept = temporaryFolder();
  writeFileSync(join(folder, 'other.cjs'), "module.exports = '!';\n");
  write('one');
});

/** What people install is older than any run. */
function write(word: string, modified = LONG_AGO): void {
  writeFileSync(join(folder, NAME), chunk(word));
  utimesSync(join(folder, NAME), modified, modified);
}

/** Loads the chunk in a process of its own, as bin does, and gives what an expression of it comes to. */
function run(expression = 'thing.say()', isAnew = false, env: NodeJS.ProcessEnv = {}): string {
  const script = `
    import { createRequire, enableCompileCache } from 'node:module';
    import { reuseCompiledCode } from '${pathToFileURL(join(import.meta.dirname, '../../src/cache-folder/compiled-code.ts')).href}';
    enableCompileCache(${JSON.stringify(kept)});
    const keep = reuseCompiledCode(${JSON.stringify(folder)}, () => ${isAnew});
    const thing = createRequire(${JSON.stringify(join(folder, 'x.cjs'))})('./${NAME}');
    console.log(await ${expression});
    keep();`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    // Not the folder of all tests.
    env: { ...process.env, NODE_COMPILE_CACHE: undefined, ...env },
  });
  expect(stderr).toBe('');
  return stdout.trim();
}

/** The file of the chunk's code, in the folder that Node makes for its version and flags. */
function keptFile(): string | undefined {
  const files = readdirSync(kept, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.cjs'));
  expect(files.length).toBeLessThan(2);
  return files[0] === undefined ? undefined : join(kept, files[0]);
}

test('the code that a run compiled is run by the next one', () => {
  expect(run()).toBe('one!');
  expect(statSync(keptFile() ?? '').mode & 0o777).toBe(0o600);
  // Nothing but the kept code knows the first word.
  write('two');
  expect(run()).toBe('one!');
});

test('not when the file was written over since, or is of another length', () => {
  run();
  write('two', new Date(Date.now() + 60_000));
  expect(run()).toBe('two!');
  write('three');
  expect(run()).toBe('three!');
});

test('not when others may have written it', () => {
  run();
  write('two');
  chmodSync(keptFile() ?? '', 0o666);
  expect(run()).toBe('two!');
});

test('it is kept anew with what more was called', () => {
  run();
  const size = (): number => statSync(keptFile() ?? '').size;
  const small = size();
  run('thing.more()');
  expect(size()).toBe(small);
  run('thing.more()', true);
  expect(size()).toBeGreaterThan(small);
  expect(run('thing.more()')).toBe('24');
});

test('what it throws names the line of the file', () => {
  for (const _ of ['compiled', 'kept']) {
    expect(run('(() => { try { thing.fail(); } catch (error) { return error.stack; } })()')).toContain(`${NAME}:4:`);
  }
});

test('what imports, and what is not named after its content, is left to Node, which says nothing about it', () => {
  const importing = "exports.say = async () => (await import('./other.cjs')).default;";
  writeFileSync(join(folder, NAME), importing);
  expect(run()).toBe('!');
  expect(keptFile()).toBeUndefined();
});

test('nothing is kept where Node keeps nothing', () => {
  expect(run('thing.say()', true, { NODE_DISABLE_COMPILE_CACHE: '1' })).toBe('one!');
  expect(keptFile()).toBeUndefined();
});

test('where nothing can be written, it is compiled', () => {
  kept = '/dev/null/nowhere';
  expect(run()).toBe('one!');
  expect(run()).toBe('one!');
});
