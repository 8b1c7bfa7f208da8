import type { Origin } from '../../values/fact.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { lineOfKey, type NodePackage } from './node-packages.ts';

/** What builds with a webpack that takes MD4 of OpenSSL, by the major version that was the first to do without. */
const BUILDERS: readonly (readonly [name: string, without: number])[] = [
  ['webpack', 5],
  ['react-scripts', 5],
  ['@vue/cli-service', 5],
  ['laravel-mix', 6],
];
/** Of webpack's entry in the locks of npm, yarn 1 and later, and pnpm: the version. */
const LOCKED = [
  /^[ \t]*"(?:node_modules\/)?webpack":\s*\{\s*"version":\s*"(\d+\.\d+)[^"]*"/gm,
  /^"?webpack@[^\n]*:\s*version:?\s*"?(\d+\.\d+)/gm,
  /^[ \t]*['"]?\/?webpack[@/](\d+\.\d+)[\d.]*[^\n]*:[ \t]*$/gm,
];

/** The webpack that is locked or, without a lock, what the package is built by, when Node's OpenSSL 3 is too new for it (ERR_OSSL_EVP_UNSUPPORTED). */
export function oldWebpack(
  files: ProjectFiles,
  { dependencies, path, text }: NodePackage,
  lock: string | undefined,
): { readonly what: string; readonly origin: Origin } | undefined {
  const locked = lock === undefined ? undefined : files.readText(lock);
  if (lock !== undefined && locked !== undefined) return oldIn(lock, locked);
  const old = BUILDERS.find(([name, without]) => majorOf(dependencies[name]) < without);
  if (old === undefined) return undefined;
  const [name] = old;
  return { what: `${name} ${dependencies[name]}`, origin: { file: path, line: lineOfKey(text, name) } };
}

/** Of several that are locked, one that is new enough may be what builds. */
function oldIn(file: string, text: string) {
  // A lock may be of megabytes, and most have none.
  const found = text.includes('webpack') ? LOCKED.flatMap((pattern) => [...text.matchAll(pattern)]) : [];
  const [first] = found;
  if (first === undefined || !found.every(([, version = '']) => isOld(version))) return undefined;
  const line = text.slice(0, first.index).split('\n').length;
  return { what: `webpack ${first[1]}`, origin: { file, line } };
}

/** webpack brings an MD4 of its own since 5.54 (https://github.com/webpack/webpack/releases/tag/v5.54.0). */
function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 5 || (major === 5 && minor < 54);
}

/** The lowest that a range allows, as far as its first number tells. */
function majorOf(range = ''): number {
  return Number(/^\D*(\d+)/.exec(range)?.[1] ?? Number.POSITIVE_INFINITY);
}
