import { place } from '../../values/place.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { instructions } from '../dockerfile-instructions.ts';
import { literally } from '../patterns.ts';
import { nameOf } from '../paths.ts';
import type { Candidate } from './candidates.ts';
import { namedIn, productionDockerfiles } from './install-witness.ts';
import { isPartOf } from './passed-over.ts';
import { readRequirements } from './requirements-txt.ts';
import { isOwnDockerfile } from './witnessed.ts';

/** Requirements files that are one way to install, and what says so. */
export interface Together {
  readonly candidate: Candidate;
  readonly parts: readonly Candidate[];
  readonly why: string;
}

interface Installed {
  readonly list: Candidate;
  readonly line: number;
}

/**
 * Several requirements files that the project's own Dockerfile installs in one stage (`pip install -r requirements.txt`, then
 * `-r requirements-prod.txt`): all of them are meant. Not what is installed under a condition, nor where one takes in all the
 * others, where two stages differ, or where they pin a package twice.
 */
export function installedTogether(
  files: ProjectFiles,
  candidates: readonly Candidate[],
  projectDir: string,
): Together | undefined {
  const lists = candidates.filter(({ kind }) => kind === 'requirements');
  if (lists.length < 2) return undefined;
  const stages = productionDockerfiles(files)
    .filter((path) => isOwnDockerfile(files, path, projectDir))
    .flatMap((path) => stagesIn(files, path, lists).map((installed) => ({ path, installed })));
  const [first] = stages;
  if (first === undefined || stages.some((each) => keyOf(each.installed) !== keyOf(first.installed))) return undefined;
  const parts = first.installed.map(({ list }) => list);
  const main = parts.find((each) => each.bringsDjango());
  if (main === undefined || parts.length < 2 || pinTwice(parts)) return undefined;
  const ordered = [main, ...parts.filter((each) => each !== main)];
  const [, { line } = { line: 1 }] = first.installed;
  const why = `${place({ file: first.path, line })} installs them together`;
  return { candidate: asOne(files, main, ordered), parts, why };
}

function asOne(files: ProjectFiles, main: Candidate, lists: readonly Candidate[]): Candidate {
  const [path = main.file, ...also] = lists.map(({ file }) => file);
  const fatal = lists.map((each) => each.read().fatal).find((each) => each !== undefined);
  const { dependencies } = readRequirements(files, path, also);
  return { ...main, read: () => ({ dependencies, ...(fatal !== undefined && { fatal }) }) };
}

/** What each stage installs that installs any: lists that no other of them takes in. */
function stagesIn(files: ProjectFiles, path: string, lists: readonly Candidate[]): Installed[][] {
  const steps = instructions(files.readText(path) ?? '');
  const stages = new Map<number, Installed[]>();
  const manifests = lists.map(({ file }) => file);
  for (const { file, origin } of namedIn(files, path, manifests)) {
    const { line } = origin;
    const step = steps.findLastIndex((each) => each.line <= line);
    const list = lists.find((each) => each.file === file);
    if (list === undefined || !installs(steps[step], file)) continue;
    const stage = steps.findLastIndex(({ name }, index) => name === 'FROM' && index < step);
    const known = stages.get(stage) ?? [];
    if (!known.some((each) => each.list === list)) stages.set(stage, [...known, { list, line }]);
  }
  return [...stages.values()].map((all) => all.filter(({ list }) => !all.some((other) => takesIn(other.list, list))));
}

function takesIn(other: Candidate, list: Candidate): boolean {
  return other !== list && isPartOf(list, other);
}

const CONDITION = /\b(if|case|while)\b|\|\|(?!\s*true\b)/;

function installs(step: { readonly name: string; readonly text: string } | undefined, file: string): boolean {
  if (step?.name !== 'RUN' || CONDITION.test(step.text)) return false;
  const given = new RegExp(`(^|\\s)(-r|--requirement)[\\s=]*["']?[^\\s"']*${literally(nameOf(file))}(["'\\s]|$)`);
  return /\binstall\b/.test(step.text) && given.test(step.text);
}

function keyOf(installed: readonly Installed[]): string {
  return installed
    .map(({ list }) => list.file)
    .toSorted()
    .join();
}

/** Whether two of them pin one package to different versions: who installs one after the other gets the last. */
function pinTwice(lists: readonly Candidate[]): boolean {
  const pins = new Map<string, string>();
  return lists
    .flatMap((each) => each.read().dependencies?.requirements ?? [])
    .some(({ name, version }) => {
      if (version === undefined) return false;
      const known = pins.get(name) ?? version;
      pins.set(name, known);
      return known !== version;
    });
}
