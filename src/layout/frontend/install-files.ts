import type { NodeInstall } from '../../values/frontend.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join, nameOf } from '../paths.ts';
import { readPackage, type NodePackage } from './node-packages.ts';

const NAMES: ReadonlySet<string> = new Set([
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  '.pnpmfile.cjs',
  'yarn.lock',
  '.yarnrc',
  '.yarnrc.yml',
  'bun.lock',
  'bun.lockb',
  'bunfig.toml',
]);
/** Scripts that run when packages are installed. */
const ON_INSTALL = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
/** Of these the ones that need nothing of the project but its manifests. */
const HARMLESS =
  /^(npx (--yes |-y )?only-allow \w+|(npx )?husky( install)?( \|\| true)?|(npx )?patch-package|is-ci \|\| husky( install)?)$/;

/**
 * What an installer reads in the folder that it runs in and in the members of its workspace, and whether that is enough.
 * A .npmrc that holds a password or a token is no such file: see `npmrcSecret`.
 */
export function installFiles(
  files: ProjectFiles,
  root: NodePackage,
  lock: string | undefined,
): Pick<NodeInstall, 'manifests' | 'fromTree'> {
  const isBelow = (path: string): boolean => root.folder === '.' || path.startsWith(`${root.folder}/`);
  const hasMembers =
    root.workspaces.length > 0 || files.entry(join(root.folder, 'pnpm-workspace.yaml') ?? '') !== undefined;
  const manifests = files.list
    .filter(({ path, kind }) => kind === 'file' && isBelow(path) && isRead(files, path, root.folder, hasMembers))
    .map(({ path }) => path);
  const packages = manifests
    .filter((path) => nameOf(path) === 'package.json')
    .flatMap((path) => readPackage(files, path) ?? []);
  return {
    manifests: lock === undefined || manifests.includes(lock) ? manifests : [...manifests, lock],
    fromTree: packages.some(needsTree),
  };
}

function isRead(files: ProjectFiles, path: string, folder: string, hasMembers: boolean): boolean {
  const below = folder === '.' ? path : path.slice(folder.length + 1);
  if (/^(\.yarn\/(releases|plugins|patches|cache)|patches)\//.test(below)) return true;
  if (nameOf(path) === '.npmrc') return folderOf(path) === folder && npmrcSecret(files, path) === undefined;
  return NAMES.has(nameOf(path)) && (hasMembers || folderOf(path) === folder);
}

/** Line of a .npmrc that holds a secret itself, and not the name of a variable that has it. */
export function npmrcSecret(files: ProjectFiles, path: string): number | undefined {
  const lines = (files.readText(path) ?? '').split('\n');
  const index = lines.findIndex(
    (line) =>
      /(_authToken|_auth|_password|certfile|keyfile)\s*=\s*(?!\s*["']?\$\{)\S/.test(line) ||
      /:\/\/[^\s/]*:[^\s/]*@/.test(line),
  );
  return index === -1 ? undefined : index + 1;
}

/** Scripts of the project's own that run then, or packages that are folders of the project. */
function needsTree({ scripts, dependencies }: NodePackage): boolean {
  const own = ON_INSTALL.some((name) => scripts[name] !== undefined && !HARMLESS.test(scripts[name].trim()));
  return own || Object.values(dependencies).some((version) => /^(file|link|portal):/.test(version));
}
