import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Dockerode from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { runCli } from '../support/run-cli.ts';

let project: ReturnType<typeof copyFixture>;
const references: string[] = [];
const docker = new Dockerode();

/** Of files that no build has seen: an image that comes out of the builder's cache is as old as the run that filled it. */
async function build(): Promise<string> {
  appendFileSync(join(project.root, 'manage.py'), `\n# ${randomUUID()}\n`);
  return (await runCli(['build', project.root, '--base-image', debianBase])).stdout.trim();
}

/** An image with the labels of another one and a name as a build gives it, made in a moment: which files it has is nothing to prune. */
async function likewise(reference: string, number: number): Promise<string> {
  const [repo = ''] = reference.split(':');
  const tag = String(number).padStart(12, '0');
  const container = await docker.createContainer({ Image: reference });
  await container.commit({ repo, tag });
  await container.remove();
  return `${repo}:${tag}`;
}

beforeAll(async () => {
  project = copyFixture('flat');
  references.push(await build());
  for (let number = 1; number < 6; number += 1) {
    // Engines tell the time of an image in whole seconds.
    await pause(1100);
    references.push(await likewise(references[0] ?? '', number));
  }
  references.push(await build());
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
