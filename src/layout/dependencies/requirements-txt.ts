import type { Requirement } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join } from '../paths.ts';
import { localProject } from './local-project.ts';
import { parseRequirement } from './requirement.ts';

/** What a requirements file asks for, all it includes taken along. */
export interface Requirements {
  /** The file itself first, then what it includes and the manifests of the local projects it installs. */
  readonly files: readonly string[];
  readonly requirements: readonly Requirement[];
  readonly localPaths: readonly string[];
  readonly needsGit: boolean;
  readonly missing: readonly { readonly file: string; readonly line: number; readonly include: string }[];
}

interface Gathered {
  readonly files: Set<string>;
  readonly requirements: Map<string, Requirement>;
  readonly constraints: Map<string, string>;
  readonly localPaths: Set<string>;
  readonly missing: { file: string; line: number; include: string }[];
  needsGit: boolean;
}

/** Reads a requirements file of pip's format with all its `-r` and `-c` includes and `-e` projects. */
export function readRequirements(files: ProjectFiles, path: string): Requirements {
  const into: Gathered = {
    files: new Set(),
    requirements: new Map(),
    constraints: new Map(),
    localPaths: new Set(),
    missing: [],
    needsGit: false,
  };
  readFile(files, path, 'requirement', into);
  return {
    files: [...into.files],
    requirements: [...into.requirements.values()].map((each) => pinned(each, into.constraints)),
    localPaths: [...into.localPaths],
    needsGit: into.needsGit,
    missing: into.missing,
  };
}

function pinned(requirement: Requirement, constraints: ReadonlyMap<string, string>): Requirement {
  const version = requirement.version ?? constraints.get(requirement.name);
  return version === undefined ? requirement : { ...requirement, version };
}

type Role = 'requirement' | 'constraint';

function readFile(files: ProjectFiles, path: string, role: Role, into: Gathered): void {
  if (into.files.has(path)) return; // included twice, or a loop
  into.files.add(path);
  for (const { text, line } of logicalLines(files.readText(path) ?? '')) {
    const option = /^(-r|--requirement|-c|--constraint|-e|--editable)(?:\s*=\s*|\s+|(?<=^-[rce]))(.+)$/.exec(text);
    if (option === null) readItem(files, path, text, role, into);
    else if (/^(-e|--editable)$/.test(option[1] ?? '')) readItem(files, path, option[2] ?? '', role, into);
    else
      include(
        files,
        { path, line },
        option[2] ?? '',
        /^(-c|--constraint)$/.test(option[1] ?? '') ? 'constraint' : role,
        into,
      );
  }
}

function include(
  files: ProjectFiles,
  at: { path: string; line: number },
  given: string,
  role: Role,
  into: Gathered,
): void {
  const name = given
    .trim()
    .replaceAll(/^['"]|['"]$/g, '')
    .replaceAll('\\', '/');
  if (/^\w+:\/\/|\$\{/.test(name)) return;
  const path = join(folderOf(at.path), name);
  if (path === undefined || files.readText(path) === undefined) {
    into.missing.push({ file: at.path, line: at.line, include: name });
  } else readFile(files, path, role, into);
}

/** A requirement, a URL, or a path of the project. Options of pip (`--hash`, `-i`) say nothing about what is needed. */
function readItem(files: ProjectFiles, path: string, text: string, role: Role, into: Gathered): void {
  if (text.startsWith('-')) return;
  if (/(^|@\s*)git\+/.test(text)) into.needsGit = true;
  const requirement = parseRequirement(text.replace(/\s--?[a-z].*$/, '')) ?? fromUrl(text);
  if (requirement === undefined || /^\.{0,2}\//.test(text)) readLocal(files, path, text, into);
  else if (role === 'requirement') into.requirements.set(requirement.name, requirement);
  else if (requirement.version !== undefined) into.constraints.set(requirement.name, requirement.version);
}

function fromUrl(text: string): Requirement | undefined {
  const egg =
    /#(?:.*&)?egg=([\w.-]+)/.exec(text)?.[1] ??
    /\/([\w.-]+?)(?:\.git)?(?:@[^/]*)?$/.exec(text.split('#')[0] ?? '')?.[1];
  return /^(git|hg|svn|bzr)\+|^https?:/.test(text) && egg !== undefined ? parseRequirement(egg) : undefined;
}

/** pip takes paths from the folder it is started in, which is the root here; people also write them from the file. */
function readLocal(files: ProjectFiles, path: string, text: string, into: Gathered): void {
  const name =
    text
      .replace(/^file:(\/\/)?/, '')
      .replace(/\[[^\]]*\]\s*$/, '')
      .split(/[;#]/)[0]
      ?.trim() ?? '';
  const found = [join(name), join(folderOf(path), name)]
    .map((folder) => (folder === undefined ? undefined : localProject(files, folder)))
    .find((project) => project !== undefined);
  if (found === undefined) return;
  into.localPaths.add(found.importPath);
  for (const file of found.files) into.files.add(file);
  for (const each of found.requirements) into.requirements.set(each.name, into.requirements.get(each.name) ?? each);
}

/** Lines without comments, those that end in a backslash joined to the next. */
function logicalLines(text: string): { text: string; line: number }[] {
  const lines: { text: string; line: number }[] = [];
  let open: { text: string; line: number } | undefined;
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const bare = raw.replace(/(^|\s)#.*$/, '');
    const continues = bare.endsWith('\\');
    const piece = continues ? bare.slice(0, -1) : bare;
    open = { text: (open?.text ?? '') + piece, line: open?.line ?? index + 1 };
    if (continues) continue;
    lines.push({ ...open, text: open.text.trim() });
    open = undefined;
  }
  if (open !== undefined) lines.push({ ...open, text: open.text.trim() });
  return lines.filter((line) => line.text !== '');
}
