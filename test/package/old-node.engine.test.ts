import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { installNode } from './node-of-version.ts';

const root = join(import.meta.dirname, '../..');
const command = join(root, 'bin/simple-deploy.js');
const folder = mkdtempSync(join(tmpdir(), 'old-node-'));

afterAll(() => rmSync(folder, { recursive: true }));

test.each(['12', '20'])('Node %s says in one sentence how to get a newer one', (version) => {
  const node = installNode(version, join(folder, version));
  const { status, stdout, stderr } = spawnSync(node, [command, 'build'], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(
    /^simple-deploy needs Node\.js \d+\.\d+\.\d+ or newer and this is \d+\.\d+\.\d+: .*nvm install 24.*\n$/,
  );
});

test('the command asks for the Node that the package asks for', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { node: string } };
  const needed = /needed = \[(\d+), (\d+), (\d+)\]/.exec(readFileSync(command, 'utf8'))!.slice(1).join('.');
  expect(engines.node).toBe(`>=${needed}`);
});
