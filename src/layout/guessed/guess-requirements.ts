import type { ProjectFiles } from '../../values/project-files.ts';
import { upFrom } from '../paths.ts';
import { pythonSource } from '../project-code.ts';
import { importsOf } from '../python-imports.ts';
import { findAll, textOf, type PythonSource, type SyntaxNode } from '../python-source.ts';
import { isSideFolder } from '../side-folders.ts';
import { distributionOf } from './distributions.ts';
import { isStandardLibrary } from './standard-library.ts';

/** What the code asks for. */
export interface Guess {
  /** Requirements, sorted; Django in the series that the project was made with. */
  readonly requirements: readonly string[];
  /** Top-level modules that neither the project, nor Python, nor our table has. */
  readonly unknown: readonly string[];
}

/**
 * What a project without a manifest needs, by its code: the modules that it imports and those that its settings name as
 * apps and middleware, looked up in a table. Tests do not count, nor does what is imported only if it is there.
 */
export function guessRequirements(files: ProjectFiles, projectDir: string): Guess {
  const paths = codeBelow(files, projectDir);
  const own = ownModules(files, projectDir);
  const modules = new Set<string>();
  const texts: string[] = [];
  let series: string | undefined;
  let pictures = false;
  for (const path of paths) {
    const text = files.readText(path) ?? '';
    series = newer(series, madeWith(text));
    if (path.split('/').includes('migrations')) continue;
    pictures ||= /\bImageField\(/.test(text);
    if (/\bProtocolTypeRouter\(|\.as_asgi\(/.test(text)) texts.push(text);
    // Parsing is what costs: a file that can add nothing is left alone.
    if (!couldAdd(text, (module) => modules.has(module) || own.has(module) || isStandardLibrary(module))) continue;
    const source = pythonSource(files, path);
    if (source !== undefined) for (const module of modulesOf(source)) modules.add(module);
  }
  const foreign = [...modules].filter((module) => !own.has(module) && !isStandardLibrary(module));
  const found = new Set(foreign.flatMap((module) => distributionOf(module) ?? []));
  found.delete('Django');
  // Django refuses a model with an ImageField when there is no Pillow (https://docs.djangoproject.com/en/5.2/ref/models/fields/#imagefield).
  if (pictures) found.add('Pillow');
  if (!modules.has('django')) return { requirements: [], unknown: [] };
  return {
    requirements: [django(series), ...[...found].sort().map((name) => (name === 'channels' ? channels(texts) : name))],
    unknown: foreign.filter((module) => distributionOf(module) === undefined).sort(),
  };
}

/** Whether a text seems to import something that is not known yet, or to list apps. */
function couldAdd(text: string, isKnown: (module: string) => boolean): boolean {
  const imported = [...text.matchAll(/^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*).*$/gm)];
  return (
    /(APPS|MIDDLEWARE\w*|BACKENDS?)\b[^=\n]*\+?=/.test(text) ||
    imported.some((match) => !isKnown(match[1] ?? '') || /^import\b.*,/.test(match[0].trim()))
  );
}

/** Python files that the server runs. */
function codeBelow(files: ProjectFiles, projectDir: string): string[] {
  const prefix = projectDir === '.' ? '' : `${projectDir}/`;
  return files.list
    .filter(({ path, kind }) => kind === 'file' && path.endsWith('.py') && path.startsWith(prefix))
    .map(({ path }) => path)
    .filter((path) => {
      const parts = path.slice(prefix.length).split('/');
      const name = parts.pop() ?? '';
      return (
        !parts.some(isSideFolder) &&
        !/^(tests?|test_.*|.*_tests?|conftest|setup|fabfile|noxfile|tasks_dev)\.py$/.test(name)
      );
    });
}

/** Modules that are the project's own: files and folders of Python below manage.py, and those that lie in a folder above it. */
function ownModules(files: ProjectFiles, projectDir: string): ReadonlySet<string> {
  const above = new Set(upFrom(projectDir));
  const prefix = projectDir === '.' ? '' : `${projectDir}/`;
  const found = new Set<string>();
  for (const { path } of files.list) {
    if (!path.endsWith('.py')) continue;
    const parts = path.split('/');
    const inside = path.startsWith(prefix) ? prefix.split('/').length - 1 : depthBelow(above, parts);
    const names = path.startsWith(prefix) ? parts.slice(inside) : parts.slice(inside, inside + 1);
    for (const name of names) found.add(name.replace(/\.py$/, ''));
  }
  return found;
}

/** How many parts of a path lie on the way to manage.py. */
function depthBelow(above: ReadonlySet<string>, parts: readonly string[]): number {
  const index = parts.findIndex((_, at) => at > 0 && !above.has(parts.slice(0, at).join('/')));
  return index === -1 ? parts.length - 1 : index - 1;
}

/** Top-level modules that a file imports, and those of the dotted names in its settings lists. */
function modulesOf(source: PythonSource): string[] {
  const imported = importsOf(source)
    .filter(({ module, node }) => !module.startsWith('.') && !isOptional(source, node))
    .map(({ module }) => module);
  return [...imported, ...listed(source)]
    .map((module) => module.split('.')[0] ?? '')
    .filter((module) => /^[A-Za-z]\w*$/.test(module));
}

/** `try: import x` with `except ImportError`, and `if TYPE_CHECKING:`. */
function isOptional(source: PythonSource, node: SyntaxNode): boolean {
  for (let above = node.parent; above !== null; above = above.parent) {
    const text = textOf(source, above);
    if (above.name === 'TryStatement' && /except[^:\n]*(ImportError|ModuleNotFoundError)/.test(text)) return true;
    if (above.name === 'IfStatement' && /^if\s+([\w.]*\.)?TYPE_CHECKING\s*:/.test(text)) return true;
  }
  return false;
}

/** `"corsheaders"` in INSTALLED_APPS, `"whitenoise.middleware.WhiteNoiseMiddleware"` in MIDDLEWARE: only what the table knows is a name for sure. */
function listed(source: PythonSource): string[] {
  return [...findAll(source.top, 'AssignStatement'), ...findAll(source.top, 'UpdateStatement')]
    .filter((node) => /^\w*(APPS|MIDDLEWARE\w*|BACKENDS?)\s*\+?=/.test(textOf(source, node)))
    .flatMap((node) => findAll(node, 'String'))
    .map((node) => textOf(source, node).replaceAll(/^\w*['"]+|['"]+$/g, ''))
    .filter((name) => distributionOf(name.split('.')[0] ?? '') !== undefined);
}

/** What `startproject` and `makemigrations` write at the head of a file. */
function madeWith(text: string): string | undefined {
  const head = text.slice(0, 400);
  return (
    /Generated by 'django-admin(?:\.py)? startproject' using Django (\d+\.\d+)/.exec(head)?.[1] ??
    /^# Generated by Django (\d+\.\d+)/m.exec(head)?.[1]
  );
}

function newer(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isBefore(parts(a), parts(b)) ? b : a;
}

function parts(version: string): readonly number[] {
  return version.split('.').map(Number);
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  return ((a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0)) < 0;
}

/** Later series take away what earlier code uses; of those before 2.2, which no Python runs that is left, that is the nearest. */
function django(series: string | undefined): string {
  if (series === undefined) return 'Django';
  const nearest = isBefore(parts(series), [2, 2]) ? '2.2' : series;
  const [major = 0, minor = 0] = parts(nearest);
  return `Django>=${nearest},<${major}.${minor + 1}`;
}

/** Since channels 3 a route names what `as_asgi()` of a consumer gives, and not the consumer itself. */
function channels(texts: readonly string[]): string {
  const routes = texts.some((text) => /\bProtocolTypeRouter\(/.test(text));
  return routes && !texts.some((text) => /\.as_asgi\(/.test(text)) ? 'channels<3' : 'channels';
}
