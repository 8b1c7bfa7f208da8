import type { Considered } from '../values/considered.ts';
import type { Fact } from '../values/fact.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { isDjangoServer } from './application-file.ts';
import type { ChosenManagePy } from './chosen-manage-py.ts';
import { namedSettings } from './named-settings.ts';
import { folderOf, join, nameOf, upFrom } from './paths.ts';
import { projectCode, pythonSource } from './project-code.ts';
import { isSettings } from './settings-candidates.ts';
import { runningEntryPoints, type RunningEntryPoint } from './running-entry-points.ts';
import { sideOf } from './side-folders.ts';

/** What stands in for a manage.py, or what could with `--settings`. */
export interface WithoutManagePy {
  /** Where one is written in the image: the folder that the settings are imported from. */
  readonly managePy?: Fact<string>;
  readonly instead?: NonNullable<ChosenManagePy['instead']>;
  readonly considered: readonly Considered[];
  /** Settings modules that `--settings` can name. */
  readonly candidates: readonly string[];
  /** What is no way in, `path: why`. */
  readonly leftAside: readonly string[];
}

interface Placed {
  readonly module: string;
  /** Folder that it is imported from. */
  readonly root: string;
  readonly origin: { readonly file: string; readonly line?: number };
}

/**
 * The way into a Django project that has no manage.py: the settings given by `--settings`; else a command that the
 * project installs and that runs Django (`x = "pkg.cli:main"`); else the settings that its wsgi.py or asgi.py names, when
 * there is just one. Of a package for the index they are only offered.
 */
export function withoutManagePy(files: ProjectFiles, option: string | undefined, from: string): WithoutManagePy {
  const nothing = { considered: [], candidates: [], leftAside: [] };
  if (option !== undefined) {
    const settings: Fact<string> = { value: option, origin: { option: '--settings' } };
    const managePy = made(rootOf(files, option, from), { option: '--settings' }, 'the project has none');
    return { ...nothing, managePy, instead: { settings } };
  }
  const entries = runningEntryPoints(files);
  const [entry, ...others] = isPublished(files) ? [] : entries;
  if (entry !== undefined) {
    const { name, module, callable, origin } = entry.entryPoint;
    const why = `the project has none; its command ${name} (${module}:${callable}) runs Django`;
    const considered = others.map(({ entryPoint: { name: other, origin: where } }) => ({
      fact: 'managePy',
      value: other,
      origin: where,
      why: `runs Django, too; ${name} comes first`,
    }));
    return { ...nothing, managePy: made(entry.root, origin, why), instead: insteadOf(entry), considered };
  }
  const servers = fromServers(files, nothing);
  const named = entries.flatMap(({ settings }) => settings?.value ?? []);
  return servers.managePy === undefined
    ? { ...servers, candidates: [...new Set([...named, ...servers.candidates])] }
    : servers;
}

/** What the command's own function names, else what its file does. */
function insteadOf({ file, settings }: RunningEntryPoint): NonNullable<ChosenManagePy['instead']> {
  return settings === undefined ? { file } : { settings };
}

function made(root: string, origin: Fact<string>['origin'], why: string): Fact<string> {
  return { value: join(root, 'manage.py') ?? 'manage.py', origin, why };
}

/** The folder that a module is imported from: near the folder where the command was started, near the root, not in tests. */
function rootOf(files: ProjectFiles, module: string, from: string): string {
  const below = module.replaceAll('.', '/');
  const top = module.split('.')[0] ?? '';
  const rootsWith = (ends: readonly string[]): string[] =>
    files.list.flatMap(({ path, kind }) => {
      const end = ends.find((each) => kind !== 'directory' && (path === each || path.endsWith(`/${each}`)));
      return end === undefined ? [] : [path.slice(0, -end.length).replace(/\/$/, '') || '.'];
    });
  const exact = rootsWith([`${below}.py`, `${below}/__init__.py`]);
  const tops = files.list.filter(({ path, kind }) => kind === 'directory' && nameOf(path) === top);
  const roots = exact.length > 0 ? exact : tops.map(({ path }) => folderOf(path));
  const rank = (root: string): number =>
    (from !== '.' && (root === from || root.startsWith(`${from}/`)) ? 0 : 100) +
    (isAside(root) ? 50 : 0) +
    root.split('/').length;
  return roots.toSorted((a, b) => rank(a) - rank(b))[0] ?? from;
}

function isAside(path: string): boolean {
  return path.split('/').some((name) => sideOf(name) !== undefined);
}

function fromServers(files: ProjectFiles, nothing: WithoutManagePy): WithoutManagePy {
  const placed = files.list
    .filter(({ path, kind }) => kind === 'file' && /^(wsgi|asgi)\.py$/.test(nameOf(path)) && !isAside(folderOf(path)))
    .flatMap(({ path }) => namedByServer(files, path));
  const different = placed.filter(
    ({ module, root }, index) => placed.findIndex((each) => each.module === module && each.root === root) === index,
  );
  const [only] = different;
  if (only !== undefined && different.length === 1 && !isPublished(files)) {
    const settings = { value: only.module, origin: only.origin };
    const why = `the project has none; ${only.origin.file} names its settings`;
    return { ...nothing, managePy: made(only.root, only.origin, why), instead: { settings } };
  }
  const candidates = different.length > 0 ? different.map(({ module }) => module) : bareSettings(files);
  return { ...nothing, candidates: [...new Set(candidates)], leftAside: singleFiles(files) };
}

/** A package for the index, for other projects to use: that it can be run by itself is rarely what is meant. */
function isPublished(files: ProjectFiles): boolean {
  return ['pyproject.toml', 'setup.cfg', 'setup.py'].some(
    (manifest) => files.readText(manifest)?.includes('Framework :: Django') === true,
  );
}

/** The settings that a wsgi.py names, and the folder above it that they are imported from. */
function namedByServer(files: ProjectFiles, path: string): Placed[] {
  const source = pythonSource(files, path);
  if (source === undefined || !isDjangoServer(source)) return [];
  return namedSettings(source).flatMap(({ module, origin }) => {
    const root = upFrom(folderOf(path)).find((each) => projectCode(files, [each]).fileOf(module) !== undefined);
    return root === undefined ? [] : [{ module, root, origin }];
  });
}

/** Settings without a wsgi.py: named from the folder above their packages. */
function bareSettings(files: ProjectFiles): string[] {
  const code = projectCode(files, ['.']);
  return files.list
    .filter(
      ({ path, kind }) => kind === 'file' && /settings[^/]*(\.py|\/\w+\.py)$/.test(path) && !isAside(folderOf(path)),
    )
    .filter(({ path }) => isSettings(code, path))
    .map(({ path }) => {
      const packages = upFrom(folderOf(path)).filter((folder) => files.entry(`${folder}/__init__.py`) !== undefined);
      const top = packages.length === 0 ? folderOf(path) : folderOf(packages.at(-1) ?? '.');
      const below = top === '.' ? path : path.slice(top.length + 1);
      return below.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
    });
}

/** A Django project in one file has no settings module to run by. */
function singleFiles(files: ProjectFiles): string[] {
  return files.list
    .filter(({ path, kind }) => kind === 'file' && /^([^/]+\/)?[^/]+\.py$/.test(path) && !isAside(folderOf(path)))
    .filter(({ path }) => /\bsettings\.configure\(|\bfrom nanodjango\b/.test(files.readText(path) ?? ''))
    .map(({ path }) => `${path}: it configures Django itself and has no settings module`);
}
