import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Dockerode from 'dockerode';
import { beforeAll, describe, expect, it } from 'vitest';
import { debianPackagesNamed } from '../../src/system-packages/missing-library.ts';
import { codeNeeds, compiler, systemNeeds } from '../../src/system-packages/table.ts';
import { aptListsOf } from '../support/apt-lists.ts';
import { debianBase } from '../support/debian-base.ts';
import { runOnce } from '../support/run-once.ts';

const scripts = new URL('../../templates/build/', import.meta.url);
const files = Object.fromEntries(
  ['apt_get.py', 'layer.py', 'system_packages.py'].map((name) => [name, readFileSync(new URL(name, scripts), 'utf8')]),
);

/** Asks a Debian with the code of the build itself: which of the names it knows, and what it offers for those it does not. */
const program = `
import json, os, re, subprocess, sys
sys.path.insert(0, "/tmp")
for name, text in json.loads(os.environ["FILES"]).items():
    open("/tmp/" + name, "w").write(text)
import apt_get, system_packages
apt_get.update()
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

/** What the table, the words for errors and the help for compilations name, and what of it Debian 13 does not have. */
const all = [...systemNeeds, ...codeNeeds].flatMap(({ build = [], run = [] }) => [...build, ...run]);
const names = [...new Set([...compiler, ...all, ...debianPackagesNamed, ...namedForCompilations()])];
const gone = systemNeeds.filter((row) => row.lastDebian === 'bookworm').flatMap(({ run = [] }) => run);

/** What templates/build/compile_missing.py installs by what a compilation says. */
function namedForCompilations(): string[] {
  const code =
    'import json, compile_missing as c; print(json.dumps([*c.COMPILER, *(n for _, some in c.HELP for n in some)]))';
  return JSON.parse(python(code, {})) as string[];
}

/** Runs the code of the build on this machine. */
function python(code: string, env: NodeJS.ProcessEnv): string {
  const own = { PYTHONPATH: fileURLToPath(scripts), PYTHONDONTWRITEBYTECODE: '1' };
  return execFileSync('python3', ['-c', code], { env: { ...process.env, ...own, ...env }, encoding: 'utf8' });
}

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

// A base of Debian 13 takes half a minute to make, its lists some seconds: so both are known everywhere, with a base or without.
describe('the lists of Debian', () => {
  const known = new Map<string, ReadonlySet<string>>();
  const gdal = new Map<string, string>();

  beforeAll(() => {
    const code = `
import json, os, re, subprocess, apt_get, system_packages
apt_get.update()
policy = subprocess.run(["apt-cache", "policy", "libgdal-dev"], capture_output=True, text=True).stdout
known = system_packages.known_of(json.loads(os.environ["NAMES"]))
print(json.dumps([sorted(known), re.search(r"Candidate: ([\\d.]+)", policy)[1]]))`;
    for (const release of ['bookworm', 'trixie']) {
      const NAMES = JSON.stringify(names.flatMap((each) => each.split(' | ')).toSorted());
      const said = python(code, { APT_CONFIG: aptListsOf(release), NAMES });
      const [found, version] = JSON.parse(said.trim().split('\n').at(-1) ?? '') as [string[], string];
      known.set(release, new Set(found));
      gdal.set(release, version);
    }
  }, 120_000);

  it.each([
    ['bookworm', []],
    ['trixie', gone],
  ])('%s has every package that is named, but those that the table says it dropped', (release, lacking) => {
    const unknown = names.filter((each) => !each.split(' | ').some((name) => known.get(release)?.has(name)));
    expect(unknown).toEqual(lacking);
    const releases = systemNeeds.find(({ packages }) => packages.includes('gdal'))?.releases;
    expect(gdal.get(release)).toBe(releases?.[release]);
  });

  it('have each of several names for one thing in one release or the other', () => {
    const alternatives = names.flatMap((each) => each.split(' | '));
    expect(alternatives.filter((name) => ![...known.values()].some((some) => some.has(name)))).toEqual([]);
  });
});
