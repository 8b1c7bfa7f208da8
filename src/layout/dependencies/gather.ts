import type { PackageIndex, Requirement } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join, nameOf } from '../paths.ts';
import { declaredIn } from './declared-in.ts';
import { importPathOf } from './import-path.ts';
import { normalizedName } from './requirement.ts';
import { requirementsLines, type RequirementsLine } from './requirements-lines.ts';
import { at, tableOf } from './toml.ts';
import { transportOf, type Wanted } from './wanted.ts';
import { filesBesideCode } from '../files-by-kind.ts';

/** An include that is not there. */
export interface MissingInclude {
  readonly file: string;
  readonly line: number;
  readonly include: string;
}

/** What requirements files, lists of requirements and local projects come to, all they lead to taken along. */
export interface Gathered {
  readonly files: Set<string>;
  /** The first that names a distribution holds. */
  readonly requirements: Map<string, Requirement>;
  readonly constraints: Map<string, Requirement>;
  readonly localPaths: Set<string>;
  /** Requirements as PEP 508 lines, and whether a local project brought them. */
  readonly lines: Map<string, { readonly requirement: Requirement; readonly local: boolean }>;
  readonly indexes: Map<string, PackageIndex>;
  readonly missing: MissingInclude[];
  /** Folders that were entered. */
  readonly entered: Set<string>;
}

/** Nothing gathered yet. */
export function nothingGathered(): Gathered {
  return {
    files: new Set(),
    requirements: new Map(),
    constraints: new Map(),
    localPaths: new Set(),
    lines: new Map(),
    indexes: new Map(),
    missing: [],
    entered: new Set(),
  };
}

type Role = 'requirement' | 'constraint';

/** Adds a requirements file of pip's format, with all its `-r` and `-c` includes and local projects. */
export function gatherFile(
  files: ProjectFiles,
  path: string,
  into: Gathered,
  local = false,
  role: Role = 'requirement',
): void {
  if (into.files.has(path)) return; // included twice, or a loop
  into.files.add(path);
  for (const each of requirementsLines(files.readText(path) ?? '')) {
    if (each.kind === 'include' || each.kind === 'constraints') {
      include(files, path, each, each.kind === 'include' ? role : 'constraint', into, local);
    }
    if (each.kind === 'folder') gatherFolder(files, folderFor(files, path, each.path), each.extras, into);
    if (each.kind === 'index') addIndex(path, each, into);
    if (each.kind === 'requirement' && role === 'constraint')
      into.constraints.set(each.wanted.requirement.name, each.wanted.requirement);
    if (each.kind === 'requirement' && role === 'requirement') add(each.wanted, into, local);
  }
}

function include(
  files: ProjectFiles,
  from: string,
  { name, line }: { name: string; line: number },
  role: Role,
  into: Gathered,
  local: boolean,
): void {
  if (/^\w+:\/\/|\$\{/.test(name)) return;
  const path = join(folderOf(from), name);
  if (path === undefined || files.readText(path) === undefined) into.missing.push({ file: from, line, include: name });
  else gatherFile(files, path, into, local, role);
}

/** pip takes paths from the folder it is started in, which is the root here; people also write them from the file. */
function folderFor(files: ProjectFiles, path: string, name: string): string | undefined {
  return [join(name), join(folderOf(path), name)].find(
    (folder) => folder !== undefined && declaredIn(files, folder) !== undefined,
  );
}

function addIndex(file: string, index: Extract<RequirementsLine, { kind: 'index' }>, into: Gathered): void {
  const { url, line } = index;
  into.indexes.set(url, { url, ...(index.default ? { default: true } : {}), origin: { file, line } });
}

function add({ requirement, line }: Wanted, into: Gathered, local: boolean): void {
  if (!into.requirements.has(requirement.name)) into.requirements.set(requirement.name, requirement);
  if (line !== undefined) into.lines.set(line, { requirement, local: into.lines.get(line)?.local ?? local });
}

/** Adds a list of requirements as a manifest in that folder names them. */
export function gatherWanted(
  files: ProjectFiles,
  folder: string,
  wanted: readonly Wanted[],
  into: Gathered,
  local = false,
): void {
  for (const each of wanted) {
    if (each.line !== undefined) add(each, into, local);
    else {
      const inside = each.path === undefined ? memberNamed(files, each.requirement.name) : join(folder, each.path);
      gatherFolder(files, inside, each.requirement.extras ?? [], into);
    }
  }
}

/** Adds what a folder of the project needs to be importable: its own requirements, those of the extras, and the path. */
export function gatherFolder(
  files: ProjectFiles,
  folder: string | undefined,
  extras: readonly string[],
  into: Gathered,
): void {
  const project = folder === undefined || into.entered.has(folder) ? undefined : declaredIn(files, folder);
  if (project === undefined || folder === undefined) return;
  into.entered.add(folder);
  into.localPaths.add(importPathOf(files, folder));
  for (const file of project.files) into.files.add(file);
  gatherWanted(files, folder, project.wanted, into, true);
  for (const path of project.from) gatherFile(files, path, into, true);
  for (const group of project.groups) {
    if (group.kind === 'extra' && extras.includes(group.name)) gatherWanted(files, folder, group.wanted, into, true);
  }
}

/** The member of a workspace that has that name. */
function memberNamed(files: ProjectFiles, name: string): string | undefined {
  const manifests = filesBesideCode(files)
    .filter(({ path }) => nameOf(path) === 'pyproject.toml')
    .map(({ path }) => path);
  const found = manifests.find((path) => {
    const own = at(tableOf(files, path), 'project', 'name');
    return typeof own === 'string' && normalizedName(own) === name;
  });
  return found === undefined ? undefined : folderOf(found);
}

/** Every requirement, with the version that the constraints pin. */
export function requirementsOf({ requirements, constraints }: Gathered): Requirement[] {
  return [...requirements.values()].map((each) => {
    const constraint = each.version === undefined ? constraints.get(each.name) : undefined;
    if (constraint?.version === undefined) return each;
    const { specifier: _, ...rest } = each;
    return { ...rest, version: constraint.version };
  });
}

/** Whether some line needs git, or ssh. */
export function transportsOf({ lines }: Gathered): { readonly needsGit: boolean; readonly needsSsh: boolean } {
  const all = [...lines.keys()].map(transportOf);
  return { needsGit: all.some(({ git }) => git), needsSsh: all.some(({ ssh }) => ssh) };
}
