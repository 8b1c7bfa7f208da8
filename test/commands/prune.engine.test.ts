import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { runCli } from '../support/run-cli.ts';

let project: ReturnType<typeof copyFixture>;
const references: string[] = [];
const docker = new Dockerode();

beforeAll(async () => {
  project = copyFixture('flat');
  for (let change = 0; change < 7; change += 1) {
    appendFileSync(join(project.root, 'manage.py'), `\n# ${change}\n`);
    const { stdout } = await runCli(['build', project.root, '--base-image', debianBase]);
    references.push(stdout.trim());
  }
});

afterAll(async () => {
  await removeImagesOf(project.root);
  project.remove();
});

test('a dry run names the old images and removes none', async () => {
  const { code, stdout } = await runCli(['prune', project.root, '--dry-run']);
  expect(code).toBe(0);
  expect(stdout.trim().split('\n').toSorted()).toEqual(references.slice(0, 2).toSorted());
});

test('an image that a container uses stays, and the others go', async () => {
  const [used = '', unused = ''] = references;
  const container = await docker.createContainer({ Image: used });
  try {
    const { code, stdout, stderr } = await runCli(['prune', project.root]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${unused}\n` });
    expect(stderr).toContain(`Stays, since a container uses it: ${used}`);
  } finally {
    await container.remove();
  }
});

test('the last five images stay, the older ones go', async () => {
  const { stdout } = await runCli(['prune', project.root]);
  expect(stdout).toBe(`${references[0]}\n`);
  expect(await runCli(['prune', project.root])).toMatchObject({ code: 0, stdout: '' });
});
