import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = 'test/scripts/corpus/example-record.json';

function corpus(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/corpus.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, lines: stdout.trimEnd().split('\n'), stderr };
}

test('each project of the record that lies in the folder is judged; the last line counts', () => {
  const { status, lines } = corpus('.', example);
  expect(lines.at(-1)).toBe('1 right, 0 wrong, 1 asked');
  expect(status).toBe(0);
});

test('what does not lie there is named, and a wrong one is exit 1', () => {
  const folder = temporaryFolder('record');
  const record = join(folder, 'record.json');
  const projects = [{ repo: 'fixtures/flat', manage_py: 'web/manage.py' }, { repo: 'someone/elsewhere' }];
  writeFileSync(record, JSON.stringify({ projects }));
  const { status, lines } = corpus('.', record);
  expect(lines[0]).toBe('not in .: someone/elsewhere');
  expect(lines.at(-1)).toBe('0 right, 1 wrong, 0 asked');
  expect(status).toBe(1);
});

test('nothing to read is a failure, not a result', () => {
  const folder = temporaryFolder('record');
  mkdirSync(join(folder, 'empty'));
  for (const args of [
    [],
    [folder],
    [join(folder, 'gone'), example],
    [join(folder, 'empty'), example],
    [folder, folder],
  ]) {
    const { status, stderr } = corpus(...args);
    expect({ args, status }).toEqual({ args, status: 1 });
    expect(stderr).not.toBe('');
    expect(stderr).not.toContain('    at ');
  }
});
