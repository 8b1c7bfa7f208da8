import { readFileSync } from 'node:fs';
import Dockerode from 'dockerode';
import { describe, expect, it } from 'vitest';
import { codeNeeds, compiler, systemNeeds } from '../../src/system-packages/table.ts';
import { debianBase } from '../support/debian-base.ts';
import { runOnce } from '../support/run-once.ts';

const scripts = new URL('../../templates/build/', import.meta.url);
const files = Object.fromEntries(
  ['layer.py', 'system_packages.py'].map((name) => [name, readFileSync(new URL(name, scripts), 'utf8')]),
);

/** Asks a Debian with the code of the build itself: which of the names it knows, and what it offers for those it does not. */
const program = `
import json, os, sys
sys.path.insert(0, "/tmp")
for name, text in json.loads(os.environ["FILES"]).items():
    open("/tmp/" + name, "w").write(text)
import system_packages
system_packages.run("update")
wanted = json.loads(os.environ["NAMES"])
known = system_packages.known_of(sorted({name for each in wanted for name in each.split(" | ")}))
unknown = [each for each in wanted if not known.intersection(each.split(" | "))]
print(json.dumps([system_packages.release(), unknown, {each: system_packages.nearest(each) for each in unknown}]))
`;

async function ask(image: string, names: readonly string[]): Promise<[string, string[], Record<string, string[]>]> {
  const env = { FILES: JSON.stringify(files), NAMES: JSON.stringify(names) };
  const { code, stdout, stderr } = await runOnce(image, { command: ['python3', '-c', program], env });
  expect(stderr).not.toContain('Traceback');
  expect(code).toBe(0);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as [string, string[], Record<string, string[]>];
}

/** Every base of ours on the engine: Debian 12 always, Debian 13 where one was made. */
const images = (await new Dockerode().listImages()).flatMap(({ RepoTags }) => RepoTags ?? []);
const bases = [debianBase, ...images.filter((name) => /^simple-deploy-base\/python:3\.\d+-trixie$/.test(name))];

describe.each(bases)('%s', (image) => {
  it('knows every Debian package of the table, but those that the table says it dropped', async () => {
    const dropped = image.endsWith('trixie')
      ? systemNeeds.filter((row) => row.lastDebian === 'bookworm').flatMap(({ run = [] }) => run)
      : [];
    const all = [...systemNeeds, ...codeNeeds].flatMap(({ build = [], run = [] }) => [...build, ...run]);
    const [release, unknown] = await ask(image, [...new Set([...compiler, ...all])]);
    expect(image).toContain(release);
    expect(unknown).toEqual(dropped);
  });

  it('has the releases of libraries that the table says', async () => {
    const release = image.split('-').at(-1) ?? '';
    for (const { releases = {}, build = [] } of systemNeeds.filter((row) => row.releases !== undefined)) {
      const command = ['sh', '-c', `apt-get update -qq && apt-cache policy ${build[0]} | grep Candidate`];
      expect((await runOnce(image, { command })).stdout).toContain(` ${releases[release]}+`);
    }
  });

  it('offers other versions of a library, and what is written alike, for names that it does not know', async () => {
    const [, unknown, nearest] = await ask(image, [
      'libgdal5',
      'ffmepg',
      'libmagic1',
      'ffmpeg=1:2',
      'nothing-of-that-name',
    ]);
    expect(unknown).toEqual(['libgdal5', 'ffmepg', 'nothing-of-that-name']);
    expect(nearest['libgdal5']?.join()).toMatch(/^libgdal3\d$/);
    expect(nearest['ffmepg']).toContain('ffmpeg');
    expect(nearest['nothing-of-that-name']).toEqual([]);
  });
});
