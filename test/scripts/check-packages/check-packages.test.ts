import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIndex, type SmallIndex } from '../../support/small-index.ts';

const script = join(import.meta.dirname, '../../../scripts/check-packages.ts');
let index: SmallIndex;

beforeAll(async () => {
  const wheel = (name: string, module: string) => ({
    name: `${name}-1.0-py3-none-any.whl`,
    files: { [`${module}.py`]: '', [`${name}-1.0.dist-info/METADATA`]: `Name: ${name}\nSummary: Renamed to other\n` },
  });
  index = await startIndex({ six: [wheel('six', 'six')], beautifulsoup4: [wheel('beautifulsoup4', 'soup')] });
});
afterAll(() => index.stop());

function run(...names: readonly string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, PIP_INDEX_URL: index.url };
    execFile(process.execPath, [script, ...names], { env, encoding: 'utf8' }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

test('rows that are named are held against the index that pip is told of', async () => {
  const { code, stdout, stderr } = await run('six', 'bs4', 'pyyaml');
  expect(stderr).toBe(`asking ${index.url}\n`);
  expect(stdout).toBe(`look yourself: beautifulsoup4 1.0: Renamed to other
look yourself: six 1.0: Renamed to other
wrong: beautifulsoup4 has no bs4, but soup
not in the index: PyYAML
1 right, 1 wrong, 1 not in the index
`);
  expect(code).toBe(1);
  expect(await run('six')).toMatchObject({ code: 0 });
  expect(await run('bs4')).toMatchObject({ code: 1 });
  expect(await run('pyyaml')).toMatchObject({ code: 1 });
});

test('what is no row is told, and an index that does not answer, with what names another', async () => {
  expect(await run('nothing-of-that-name')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Usage: ') as string,
  });
  index.stop();
  const { code, stderr } = await run('six');
  expect(stderr).toMatch(/^The check ended early: fetch failed \(.+\)$/m);
  expect(stderr).toContain('PIP_INDEX_URL=<url> npm run check-packages\n');
  expect(code).toBe(1);
});
