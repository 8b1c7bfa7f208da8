import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Dockerode from 'dockerode';
import { describe, expect, it } from 'vitest';
import { codeNeeds, compiler, systemNeeds } from '../../src/system-packages/table.ts';
import { aptListsOf } from '../support/apt-lists.ts';
import { debianBase } from '../support/debian-base.ts';
import { runOnce } from '../support/run-once.ts';

const scripts = new URL('../../templates/build/', import.meta.url);
const files = Object.fromEntries(
  ['layer.py', 'system_packages.py'].map((name) => [name, readFileSync(new URL(name, scripts), 'utf8')]),
);

/** Asks a Debian with the code of the build itself: which of the names it knows, and what it offers for those it does not. */
const program = `
import json, os, re, subprocess, sys
sys.path.insert(0, "/tmp")
for name, text in json.loads(os.environ["FILES"]).items():
    open("/tmp/" + name, "w").write(text)
import system_packages
system_packages.run("update")
wanted = json.loads(os.environ["NAMES"])
known = system_packages.known_of(sorted({name for each in wanted for name in each.split(" | ")}))
unknown = [each for each in wanted if not known.intersection(each.split(" | "))]
policy = subprocess.run(["apt-cache", "policy", "libgdal-dev"], capture_output=True, text=True).stdout
gdal = re.search(r"Candidate: ([\\d.]+)", policy)[1]
print(json.dumps([system_packages.release(), unknown, {each: system_packages.nearest(each) for each in unknown}, gdal]))
`;

type Answer = [release: string, unknown: string[], nearest: Record<string, string[]>, gdal: string];

async function ask(image: string, names: readonly string[]): Promise<Answer> {
  const env = { FILES: JSON.stringify(files), NAMES: JSON.stringify(names) };
  const { code, stdout, stderr } = await runOnce(image, { command: ['python3', '-c', program], env });
  expect(stderr).not.toContain('Traceback');
  expect(code).toBe(0);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Answer;
}

/** What the table names, and what of it Debian 13 does not have. */
const all = [...systemNeeds, ...codeNeeds].flatMap(({ build = [], run = [] }) => [...build, ...run]);
const names = [...new Set([...compiler, ...all])];
const gone = systemNeeds.filter((row) => row.lastDebian === 'bookworm').flatMap(({ run = [] }) => run);

/** Every base of ours on the engine: Debian 12 always, Debian 13 where one was made. */
const images = (await new Dockerode().listImages()).flatMap(({ RepoTags }) => RepoTags ?? []);
const bases = [debianBase, ...images.filter((name) => /^simple-deploy-base\/python:3\.\d+-trixie$/.test(name))];

describe.each(bases)('%s', (image) => {
  it('knows every Debian package of the table, but those that the table says it dropped', async () => {
    const [release, unknown, , gdal] = await ask(image, names);
    expect(image).toContain(release);
    expect(systemNeeds.find(({ packages }) => packages.includes('gdal'))?.releases?.[release]).toBe(gdal);
    expect(unknown).toEqual(image.endsWith('trixie') ? gone : []);
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

// A base of Debian 13 takes half a minute to make, its lists some seconds: so it is known everywhere, with a base or without.
it('Debian 13 knows every package of the table, but those that the table says it dropped', () => {
  const code = `
import json, os, re, subprocess, system_packages
system_packages.run("update")
wanted = json.loads(os.environ["NAMES"])
policy = subprocess.run(["apt-cache", "policy", "libgdal-dev"], capture_output=True, text=True).stdout
known = system_packages.known_of(sorted({name for each in wanted for name in each.split(" | ")}))
print(json.dumps([each for each in wanted if not known.intersection(each.split(" | "))]), policy)`;
  const env = {
    ...process.env,
    PYTHONPATH: fileURLToPath(scripts),
    PYTHONDONTWRITEBYTECODE: '1',
    APT_CONFIG: aptListsOf('trixie'),
    NAMES: JSON.stringify(names),
  };
  const said = execFileSync('python3', ['-c', code], { env, encoding: 'utf8' });
  expect(said).toContain(JSON.stringify(gone));
  const releases = systemNeeds.find(({ packages }) => packages.includes('gdal'))?.releases;
  expect(said).toContain(`Candidate: ${releases?.['trixie']}+`);
});
