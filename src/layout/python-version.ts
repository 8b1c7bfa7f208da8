import type { Problem } from '../problems.ts';
import type { Considered } from '../values/considered.ts';
import type { Fact } from '../values/fact.ts';
import type { Dependencies } from '../values/layout.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { place } from '../values/place.ts';
import { join, nameOf, upFrom } from './paths.ts';
import type { Ask } from './python-version/ask.ts';
import { choosePython, type Choice } from './python-version/choose.ts';
import { minors, minorsIn, versionIn } from './python-version/constraint.ts';
import { djangoBeforeImages, pythonsOfDjango, type DjangoPythons } from './python-version/django-pythons.ts';
import { dockerfileAsks, isBeside } from './python-version/dockerfile-asks.ts';
import { ADVISED, endOfLife } from './python-version/end-of-life.ts';
import { saidForTwo } from './python-version/for-python-two.ts';
import { hintAsks, platformAsks } from './python-version/hint-asks.ts';
import { condaAsks, manifestAsks } from './python-version/manifest-asks.ts';
import { OLDEST_MINOR } from './python-version/oldest-minor.ts';
import { versionFiles } from './python-version/version-files.ts';
import { knownWheels } from './python-version/wheels.ts';

/** The Python the image gets, what else it could have been, and what could not be read. */
export interface FoundPython {
  readonly python: Fact<{ readonly version: string }>;
  readonly considered: readonly Considered[];
  readonly problems: readonly Problem[];
  /** What no image can be made for. */
  readonly fatal?: Problem;
}

/**
 * `--python`, else what the project says: in the folder of manage.py, then each above it, its version files, manifests
 * and locks, Dockerfiles; then Dockerfiles elsewhere; files of platforms; tools and CI. Which of them counts: see
 * choosePython.
 */
export function findPythonVersion(
  files: ProjectFiles,
  projectDir: string,
  option: string | undefined,
  { requirements, files: manifests }: Pick<Dependencies, 'requirements' | 'files'>,
): FoundPython {
  const asks = option === undefined ? asksOf(files, projectDir, manifests) : [asked(option)];
  const unreadable = asks.filter((ask) => !isReadable(ask) && !isBeyond(ask));
  const locks = manifests.filter((file) => nameOf(file).endsWith('.lock'));
  const django = pythonsOfDjango(requirements);
  const choice = choosePython({
    asks: asks.filter(isReadable),
    django: option === undefined ? django : undefined,
    wheels: () =>
      knownWheels(
        locks.map((file) => files.readText(file) ?? ''),
        requirements,
        manifests.filter((file) => nameOf(file) === 'pyproject.toml').map((file) => files.readText(file) ?? ''),
      ),
  });
  const problems = unreadable.map(({ text, origin }): Problem => ({
    code: 'python-version-unreadable',
    where: place(origin),
    text,
  }));
  const said =
    option === undefined && isUnsaid(choice)
      ? (forPython2(asks) ?? oldManagePy(files, projectDir) ?? saidForTwo(files, projectDir, django))
      : undefined;
  const isBefore = option === undefined && (isUnsaid(choice) || /^3\.[0-4]$/.test(choice.python.value.version));
  const two = said ?? (isBefore ? oldDjango(files, manifests, requirements) : undefined);
  const notes = [...differing(choice), ...old(choice, django)];
  const found = { ...choice, problems: option === undefined ? [...problems, ...notes] : notes };
  const fatal = two ?? (option === undefined ? beyond(asks) : problems[0]);
  return fatal === undefined ? found : { ...found, fatal };
}

/** A range that can be read, and that no Python lies in. */
function isBeyond({ kind, text }: Ask): boolean {
  return kind === 'range' && minorsIn(text)?.length === 0;
}

/** The first such range, where nothing else that the project says can be followed. */
function beyond(asks: readonly Ask[]): Problem | undefined {
  const first = asks.find(isBeyond);
  if (first === undefined || asks.some((ask) => ask.kind !== 'hint' && isReadable(ask))) return undefined;
  const [oldest, newest] = [minors[0], minors.at(-1)];
  return {
    code: 'python-none-fits',
    text: first.text,
    where: place(first.origin),
    oldest: `3.${oldest}`,
    newest: `3.${newest}`,
  };
}

function asksOf(files: ProjectFiles, projectDir: string, manifests: readonly string[]): readonly Ask[] {
  const folders = upFrom(projectDir);
  const dockerfiles = dockerfileAsks(files, folders);
  const stated = [
    ...condaAsks(files, manifests),
    ...folders.flatMap((folder) => [
      ...versionFiles(files, folder),
      ...manifestAsks(files, folder),
      ...dockerfiles.filter((ask) => isBeside(ask, folder)),
    ]),
    ...dockerfiles.filter((ask) => !folders.some((folder) => isBeside(ask, folder))),
    ...platformAsks(files, folders),
  ];
  // CI has many files, and nothing to say where anything else speaks.
  return stated.some(isReadable) ? stated : [...stated, ...hintAsks(files, folders, manifests)];
}

function asked(option: string): Ask {
  return { kind: 'pin', text: option, origin: { option: '--python' } };
}

function isReadable({ kind, text }: Ask): boolean {
  return kind === 'range' ? (minorsIn(text) ?? []).length > 0 : versionIn(text) !== undefined;
}

/** Nothing says which Python 3. */
function isUnsaid({ python }: Choice): boolean {
  return python.origin === 'default' || python.value.version.startsWith('2.');
}

/** A project that names Python 2 and no Python 3 is written for it. */
function forPython2(asks: readonly Ask[]): Problem | undefined {
  const two = asks.find(({ kind, text }) => kind === 'pin' && versionIn(text)?.startsWith('2.') === true);
  return two === undefined ? undefined : { code: 'python-two', text: two.text, where: place(two.origin) };
}

/** A manage.py that calls what Django 1.6 took away was written before Django ran on Python 3; some say it outright. */
function oldManagePy(files: ProjectFiles, projectDir: string): Problem | undefined {
  const path = join(projectDir, 'manage.py') ?? 'manage.py';
  const lines = (files.readText(path) ?? '').split('\n');
  const at = lines.findIndex((line) => /^#!.*\bpython2|^from django\b.*\bimport\b.*\bexecute_manager\b/.test(line));
  if (at === -1) return undefined;
  return { code: 'python-two', text: (lines[at] ?? '').trim(), where: place({ file: path, line: at + 1 }) };
}

/** A Django that no Python runs which images are made with, also where the project names one that does. */
function oldDjango(
  files: ProjectFiles,
  manifests: readonly string[],
  requirements: Dependencies['requirements'],
): Problem | undefined {
  const django = djangoBeforeImages(requirements);
  if (django === undefined) return undefined;
  const [said = manifests[0] ?? ''] = manifests.flatMap((file) => {
    const at = (files.readText(file) ?? '').split('\n').findIndex((line) => /^\s*["']?django(?![\w-])/i.test(line));
    return at === -1 ? [] : [place({ file, line: at + 1 })];
  });
  return { code: 'python-two', text: `Django ${django.said}`, where: said, django: django.newest };
}

/** Said when the project contradicts itself, since either may be what it really runs on. */
function differing({ python, considered }: Choice): readonly Problem[] {
  const others = considered.map(({ value, origin, why }): [string, string] => [`${value} (${place(origin)})`, why]);
  if (others.length === 0) return [];
  return [{ code: 'python-versions-differ', version: python.value.version, where: place(python.origin), others }];
}

function old({ python }: Choice, django: DjangoPythons | undefined): readonly Problem[] {
  const { version } = python.value;
  const ended = endOfLife(version);
  if (ended === undefined) return [];
  const best = `3.${Math.min(django?.newest ?? ADVISED, ADVISED)}`;
  const newer = endOfLife(best) === undefined ? { newer: best } : {};
  const bound = django === undefined ? {} : { django: django.django };
  const oldest = Number(version.split('.')[1]) < OLDEST_MINOR ? { oldest: `3.${OLDEST_MINOR}` } : {};
  return [{ code: 'python-end-of-life', version, where: place(python.origin), ended, ...newer, ...bound, ...oldest }];
}
