import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { knownHosts } from '../../../src/docker/ssh/known-hosts.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test("the hosts of the person's file and of the machine's, one after the other", async () => {
  const HOME = temporaryFolder('home');
  const system = join(HOME, 'system');
  const read = async () => Buffer.from((await knownHosts({ HOME }, system)) ?? []).toString();
  expect(await knownHosts({ HOME }, system)).toBeUndefined();
  writeFileSync(system, 'b.test ssh-rsa BBBB');
  expect(await read()).toBe('b.test ssh-rsa BBBB\n');
  mkdirSync(join(HOME, '.ssh'));
  writeFileSync(join(HOME, '.ssh/known_hosts'), 'a.test ssh-rsa AAAA\n\n|1|hash= ssh-rsa CCCC');
  expect(await read()).toBe('a.test ssh-rsa AAAA\n|1|hash= ssh-rsa CCCC\nb.test ssh-rsa BBBB\n');
});
