import type { Origin } from '../../values/fact.ts';
import { place } from '../../values/place.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join, nameOf, upFrom } from '../paths.ts';
import { placeOfString } from '../place-of-string.ts';
import { originOf, type PythonSource } from '../python-source.ts';
import { stringsOf } from '../python-strings.ts';
import { settingValues } from '../settings-code.ts';
import type { CopiedOutput } from './copied-output.ts';
import { namedOutput } from './named-output.ts';
import type { NodePackage } from './node-packages.ts';
import { isOfAnother } from './other-project.ts';
import { outputOf } from './output-folder.ts';
import { settingsPaths, type SettingsText } from './settings-paths.ts';
import { writtenPaths } from './written-paths.ts';

/** What tells that Django serves what a package builds. */
export interface Serving {
  readonly origin: Origin;
  readonly why: string;
  /** It tells of this very package; else of any that fits, such as the one that Vite builds. */
  readonly isDirect: boolean;
  /** What asks for it; one package is enough for each. */
  readonly need: string;
}

/** Apps that load what a bundler wrote, and the dependencies by which a package of that bundler is known. */
const LOADERS: readonly (readonly [app: string, tools: readonly string[]])[] = [
  ['django_vite', ['vite']],
  ['webpack_loader', ['webpack-bundle-tracker', 'webpack', '@rspack/core', '@vue/cli-service']],
  ['manifest_loader', ['webpack-manifest-plugin', 'webpack', 'vite']],
];

/** What the settings and the folders of a project say about what is served; read once for all packages. */
export interface SiteFolders {
  readonly files: ProjectFiles;
  readonly projectDir: string;
  readonly sources: readonly PythonSource[];
  readonly texts: readonly SettingsText[];
}

/** Looks through the settings once. */
export function siteFolders(files: ProjectFiles, projectDir: string, sources: readonly PythonSource[]): SiteFolders {
  return { files, projectDir, sources, texts: settingsPaths(sources) };
}

/** Why Django serves what that script of the package builds; undefined when nothing says so. */
export function servingOf(
  site: SiteFolders,
  found: NodePackage,
  { script, copied }: { readonly script: string; readonly copied: CopiedOutput | undefined },
): Serving | undefined {
  return (
    byTailwind(site, found) ??
    byCopying(site, found, copied) ??
    bySettings(site, found) ??
    byWriting(site, found, script) ??
    byOutput(site, found) ??
    byName(site, found) ??
    byLoader(site, found)
  );
}

/** django-tailwind: the app that TAILWIND_APP_NAME names has its sources in static_src. */
function byTailwind(site: SiteFolders, { folder }: NodePackage): Serving | undefined {
  if (nameOf(folder) !== 'static_src' || isOfAnother(site, folder)) return undefined;
  const app = nameOf(folderOf(folder));
  for (const { source, value } of settingValues(site.sources, 'TAILWIND_APP_NAME')) {
    if (stringsOf(source, value).some((name) => name.split('.').at(-1) === app)) {
      return { origin: originOf(source, value), why: `TAILWIND_APP_NAME is ${app}`, isDirect: true, need: folder };
    }
  }
  return undefined;
}

/** A Dockerfile of the project copies what it builds to where the settings look. */
function byCopying(site: SiteFolders, found: NodePackage, copied: CopiedOutput | undefined): Serving | undefined {
  if (copied === undefined) return undefined;
  for (const { to } of copied.places) {
    const named = namedNear(site, to.replace(/\/$/, ''));
    if (named === undefined) continue;
    const why = `${place(copied.origin)} copies what it builds to ${to}, ${named}`;
    return { origin: copied.origin, why, isDirect: true, need: found.folder };
  }
  return undefined;
}

/** What serves a folder or a file: a setting that names it, what lies above it or below it, or a folder of static files or templates. */
function namedNear(site: SiteFolders, path: string): string | undefined {
  const { projectDir, texts } = site;
  const isNear = (named: string | undefined): boolean =>
    named !== undefined &&
    !upFrom(projectDir).includes(named) &&
    (named === path || path.startsWith(`${named}/`) || named.startsWith(`${path}/`));
  const found = texts
    .filter(({ text }) => /^[\w.][\w./-]*$/.test(text))
    .find(({ text, origin }) => [projectDir, '.', ...aroundOf(origin)].some((folder) => isNear(join(folder, text))));
  if (found !== undefined) return `which ${found.setting} names`;
  return upFrom(path).some((folder) => isStaticFolder(site, folder)) ? 'which is served' : undefined;
}

/** STATICFILES_DIRS, TEMPLATES and their like name its folder. */
function bySettings({ texts, projectDir }: SiteFolders, { folder }: NodePackage): Serving | undefined {
  if (folder === '.' || folder === projectDir) return undefined;
  const name = nameOf(folder);
  const found = texts.find(({ text }) => text.split('/').includes(name));
  if (found === undefined) return undefined;
  return { origin: found.origin, why: `${found.setting} names ${name}`, isDirect: true, need: folder };
}

/**
 * STATICFILES_DIRS names the node_modules of a package, so that what is in its packages is collected: the folder may be
 * named with it, else it is the one of manage.py or of the root.
 */
export function collectedFrom({ texts, projectDir }: SiteFolders, { folder }: NodePackage): Serving | undefined {
  const named = texts.filter(({ setting }) => setting === 'STATICFILES_DIRS');
  const found = named.find(({ text }) => text.split('/').includes('node_modules'));
  if (found === undefined) return undefined;
  const isNamed = named.some(({ text }) => folder !== '.' && text.split('/').includes(nameOf(folder)));
  if (!isNamed && folder !== projectDir && folder !== '.') return undefined;
  return { origin: found.origin, why: 'STATICFILES_DIRS names its node_modules', isDirect: true, need: folder };
}

/** A package beside manage.py, or at the root, whose own folder says nothing: the settings name the one that its tool writes into. */
function byOutput({ files, projectDir, texts }: SiteFolders, found: NodePackage): Serving | undefined {
  if (found.folder !== '.' && found.folder !== projectDir) return undefined;
  const output = outputOf(files, found);
  const named = texts.find(({ text }) => output !== undefined && join(text)?.split('/')[0] === output.folder);
  if (output === undefined || named === undefined) return undefined;
  const why = `${named.setting} names ${output.folder}, where ${output.tool} writes`;
  return { origin: named.origin, why, isDirect: true, need: found.folder };
}

/** Another setting names the folder that it builds. */
function byName({ files, projectDir, sources }: SiteFolders, found: NodePackage): Serving | undefined {
  const named = namedOutput(files, projectDir, sources, found);
  if (named === undefined) return undefined;
  return { origin: named.origin, why: `the settings name ${named.path}`, isDirect: true, need: found.folder };
}

/** Its script or its bundler's configuration names a path in a folder of static files or templates. */
function byWriting(site: SiteFolders, found: NodePackage, script: string): Serving | undefined {
  const written = writtenPaths(site.files, found, script).find(({ path }) => isServed(site, found, path));
  if (written === undefined) return undefined;
  return { origin: written.origin, why: `its build names ${written.path}`, isDirect: true, need: found.folder };
}

function isServed(site: SiteFolders, found: NodePackage, path: string): boolean {
  const { files, projectDir, texts } = site;
  const own = found.folder !== '.' && found.folder !== projectDir && !hasPython(files, found.folder);
  // What a front end writes below itself is its own, but for the static folder of a package of Python there.
  const isBelow = own && (path === found.folder || path.startsWith(`${found.folder}/`));
  if (isBelow) return upFrom(path).some((folder) => isStaticFolder(site, folder));
  const named = texts
    .filter(
      ({ setting, text }) => ['STATICFILES_DIRS', 'WHITENOISE_ROOT'].includes(setting) && /^[\w.][\w./-]*$/.test(text),
    )
    .flatMap(({ text, origin }) => [projectDir, '.', ...aroundOf(origin)].map((folder) => join(folder, text)))
    .filter((each) => each !== undefined && each !== '.' && !each.includes('node_modules'));
  return upFrom(path).some((folder) => named.includes(folder) || isStaticFolder(site, folder));
}

/** A path is put together from the folder of the settings, or from one above it. */
function aroundOf(origin: Origin): readonly string[] {
  return typeof origin === 'object' && 'file' in origin ? upFrom(folderOf(origin.file)) : [];
}

/** `static` or `templates` beside manage.py, or in a Python package that is not another project's. */
function isStaticFolder(site: SiteFolders, folder: string): boolean {
  if (!['static', 'templates'].includes(nameOf(folder))) return false;
  const above = folderOf(folder);
  return above === site.projectDir || (hasPython(site.files, above) && !isOfAnother(site, folder));
}

function hasPython(files: ProjectFiles, folder: string): boolean {
  return ['__init__.py', 'apps.py', 'models.py'].some((name) => files.entry(join(folder, name) ?? name) !== undefined);
}

/** Whether a package could be the one whose result that app loads. */
export function isFor(need: string, { dependencies }: NodePackage): boolean {
  const tools = LOADERS.find(([app]) => app === need)?.[1] ?? [];
  return tools.some((tool) => tool in dependencies);
}

function byLoader({ sources }: SiteFolders, { dependencies }: NodePackage): Serving | undefined {
  for (const [app, tools] of LOADERS) {
    const tool = tools.find((each) => each in dependencies);
    const place = tool === undefined ? undefined : placeOfString(sources, new RegExp(`^${app}$`));
    if (place !== undefined) {
      return { origin: place, why: `${app} in INSTALLED_APPS loads what ${tool} builds`, isDirect: false, need: app };
    }
  }
  return undefined;
}
