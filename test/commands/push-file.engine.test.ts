import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchWhole } from '../registry/support/open.ts';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { startRegistry, type RealRegistry } from '../support/real-registry.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let project: ReturnType<typeof copyFixture>;
let open: RealRegistry;
let reference: string;

beforeAll(async () => {
  project = copyFixture('nested-same-name');
  open = await startRegistry();
  const options = ['--base-image', debianBase, '--platform', 'linux/amd64'];
  reference = (await runCli(['build', project.root, ...options])).stdout.trim();
});

afterAll(async () => {
  open.stop();
  await removeImagesOf(project.root);
  project.remove();
});

describe('an image in a file', () => {
  const folder = temporaryFolder('saved');
  const file = join(folder, 'image.tar.gz');
  const nowhere = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };
  const pushFile = (args: readonly string[], image = file) =>
    runCli(['push', '--image', image, ...args], { env: nowhere });
  beforeAll(() => {
    execFileSync('sh', ['-c', 'docker save "$1" | gzip -1 > "$2"', 'sh', reference, file]);
  });

  test('goes to a registry without any engine, under each name, with what is known of it', async () => {
    const [one, two] = [`${open.host}/team/blog:1`, `${open.host}/team/blog:2`];
    const ran = await pushFile(['--to', 'registry', '--destination', one, '--destination', two]);
    expect(ran.stderr).not.toContain('Error');
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/^(\S+@sha256:[0-9a-f]{64}\n){2}$/) as string });
    expect(ran.stderr).toContain('python -m simple_deploy release');
    const config = fetchWhole(one, join(folder, 'copy'));
    // Which folder of which machine it was built from is no part of what a registry is given.
    const saved = JSON.parse(execFileSync('docker', ['inspect', reference], { encoding: 'utf8' })) as [
      { RootFS: { Layers: string[] }; Config: { Labels: Record<string, string> } },
    ];
    const { 'simple-deploy.folder': folderOfBuild, ...labels } = saved[0].Config.Labels;
    expect(folderOfBuild).toMatch(/^[0-9a-f]{12}$/);
    expect(config).toMatchObject({
      rootfs: { diff_ids: saved[0].RootFS.Layers },
      config: { Labels: labels },
    });
  });

  test.each([
    ['is no tar', 'not a tar at all', 'No image can be read from'],
    ['is not there', undefined, 'cannot be read'],
  ])('that %s is told from one that is', async (name, content, said) => {
    const other = join(folder, `${name.replaceAll(' ', '-')}.tar`);
    if (content !== undefined) writeFileSync(other, content.repeat(100));
    const ran = await pushFile(['--to', 'registry', '--destination', `${open.host}/team/blog:none`], other);
    expect(ran).toMatchObject({ code: content === undefined ? 2 : 1, stdout: '' });
    expect(ran.stderr).toContain(said);
    expect(ran.stderr).toMatch(/^→ /m);
  });

  test('and without a platform that takes files', async () => {
    const ran = await pushFile([]);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(`docker load --input ${file}`);
  });
});
