import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { readLog, runCli } from '../support/run-cli.ts';
import { snapshotTree } from '../support/tree-snapshot.ts';

let project: ReturnType<typeof copyFixture>;
afterEach(async () => {
  await removeImagesOf(project.root);
  project.remove();
});

/** A project whose settings take very long to import, under a name that the process list can be searched for. */
function slowProject(): { readonly mark: string } {
  project = copyFixture('nested-same-name');
  const mark = `99${process.pid}`;
  const settings = join(project.root, 'blog', 'blog', 'settings.py');
  appendFileSync(settings, `\nimport subprocess\nsubprocess.run(["sleep", "${mark}"])\n`);
  return { mark };
}

function isRunning(mark: string): boolean {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n').includes(`sleep ${mark}`);
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries += 1) {
    if (tries > 1200) throw new Error('It did not come to that');
    await sleep(100);
  }
}

test('SIGINT during a build: exit 130, and what the engine ran for it is gone', async () => {
  const { mark } = slowProject();
  const before = snapshotTree(project.root);
  const ran = await runCli(['build', project.root, '--base-image', debianBase], {
    onStart: (child) => void until(() => isRunning(mark)).then(() => child.kill('SIGINT')),
  });
  expect(ran).toMatchObject({ code: 130, stdout: '' });
  expect(ran.stderr).toContain('Interrupted');
  expect(readLog(ran.state).at(-1)).toMatchObject({ kind: 'end', exit: 130 });
  await until(() => !isRunning(mark));
  expect(snapshotTree(project.root)).toEqual(before);
});

test('kill -9 during a build: the folder is as it was, and the engine stops what ran for it', async () => {
  const { mark } = slowProject();
  const before = snapshotTree(project.root);
  const ran = await runCli(['build', project.root, '--base-image', debianBase], {
    onStart: (child) => void until(() => isRunning(mark)).then(() => child.kill('SIGKILL')),
  });
  expect(ran).toMatchObject({ code: null, stdout: '' });
  expect(snapshotTree(project.root)).toEqual(before);
  await until(() => !isRunning(mark));
});
