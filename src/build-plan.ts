import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseFiles, neededBy } from './build-plan/chosen-files.ts';
import { dockerfileView } from './build-plan/dockerfile-view.ts';
import { folderEntry, projectEntries, templateEntries, textEntry } from './build-plan/entries.ts';
import { extrasFor } from './build-plan/extras.ts';
import { frontendStage } from './build-plan/frontend-view.ts';
import { distributionsFile } from './build-plan/distributions-file.ts';
import { declaredFile } from './build-plan/install-view.ts';
import { withBuildArguments } from './build-plan/with-build-arguments.ts';
import { madeManagePy } from './build-plan/made-manage-py.ts';
import { requiredAt } from './build-plan/required-at.ts';
import { systemDemands } from './build-plan/system-demands.ts';
import { notThere } from './system-packages/not-there.ts';
import { identityOf, labelsFor, runLabels } from './build-plan/labels.ts';
import { leftOutRead } from './left-out-read.ts';
import { renderDockerfile } from './dockerfile.ts';
import type { BuildOptions } from './values/build-options.ts';
import type { BuildPlan, ContextEntry } from './values/build-plan.ts';
import type { Layout } from './values/layout.ts';
import type { ProjectFile, ProjectFiles } from './values/project-files.ts';
import { notInstalled } from './values/not-installed.ts';

const templates = fileURLToPath(new URL('../templates', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** What a build needs to know of the engine. */
interface EngineOfPlan {
  readonly osArch: string;
  /** ID of the base image there, when the engine has it: a newer base makes an image stale. */
  readonly baseImageId?: string;
}

/**
 * Everything that the engine is to be given: the Dockerfile, the entries of the context, labels, a name. Reads and
 * hashes the project's files, writes nothing.
 * @throws UserError dockerignore-pattern, python-too-old, nothing-to-install
 */
export async function planBuild(
  layout: Layout,
  files: ProjectFiles,
  options: BuildOptions,
  engine: EngineOfPlan,
): Promise<BuildPlan> {
  const view = dockerfileView(withBuildArguments(layout, files, options), options);
  const dockerfile = renderDockerfile(readFileSync(`${templates}/Dockerfile.mustache`, 'utf8'), view);
  const { taken, leftOut, problems: notes } = chooseFiles(files, neededBy(layout));
  const named = leftOutRead(layout.filesRead, leftOut);
  const manifests = layout.dependencies.value.files;
  const ofNode = layout.frontends.map(({ value }) => value.install.value.manifests);
  const entries = await contextEntries(dockerfile, files, taken, manifests, ofNode, made(layout, options));
  const osArch = options.osArch ?? engine.osArch;
  const { buildArgs } = options;
  // A label is no part of the image's content, yet with other processes it is another image.
  const belongsTo = { ...identityOf(layout), ...runLabels(layout) };
  const digest = digestOf({ belongsTo, entries, osArch, baseImageId: engine.baseImageId, buildArgs });
  const { baseImage } = view;
  const labels = labelsFor(layout, options, digest, version);
  const reference = `simple-deploy/${layout.slug}:${digest.slice(0, 12)}`;
  return {
    dockerfile,
    entries,
    baseImage,
    osArch,
    buildArgs,
    labels,
    digest,
    reference,
    leftOut,
    extras: extrasFor(layout),
    systemPackages: { run: view.libraries, build: view.systemBuildPackages },
    djangoRequired: requiredAt(files, layout.dependencies.value, 'django'),
    notInstalled: notInstalled(layout.dependencies.value),
    emptySubmodules: layout.problems.flatMap((each) => (each.code === 'submodules-empty' ? each.paths : [])),
    notes: [...notes, named, notThere(systemDemands(layout, options))].filter((note) => note !== undefined),
  };
}

async function contextEntries(
  dockerfile: string,
  files: ProjectFiles,
  taken: readonly ProjectFile[],
  manifests: readonly string[],
  frontends: readonly (readonly string[])[],
  made: readonly ContextEntry[],
): Promise<readonly ContextEntry[]> {
  // A manage.py of another framework beside the one that is meant makes room for it.
  const inPlace = new Set(made.map(({ path }) => path));
  const kept = taken.filter(({ path }) => !inPlace.has(`project/${path}`));
  return inOrder([
    textEntry('Dockerfile', dockerfile),
    folderEntry('project'),
    ...(await projectEntries(files.root, kept, 'project')),
    folderEntry('simple-deploy'),
    ...templateEntries(`${templates}/build`, 'simple-deploy/build'),
    ...templateEntries(`${templates}/overlay`, 'simple-deploy/overlay'),
    ...made,
    ...(await manifestEntries(manifests, files, 'simple-deploy/manifests')),
    ...(
      await Promise.all(
        frontends.map((paths, index) => manifestEntries(paths, files, `simple-deploy/${frontendStage(index)}`)),
      )
    ).flat(),
  ]);
}

/** A folder of the context for files that an installer reads. */
async function manifestEntries(
  paths: readonly string[],
  files: ProjectFiles,
  folder: string,
): Promise<readonly ContextEntry[]> {
  return [
    folderEntry(folder),
    ...(await projectEntries(files.root, presentOf(manifestFiles(paths, files), files), folder)),
  ];
}

/** What the project lacks, and the context gets. */
function made(layout: Layout, options: BuildOptions): readonly ContextEntry[] {
  const declared = declaredFile(layout.dependencies.value, options);
  const distributions = distributionsFile(layout);
  return [
    ...madeManagePy(layout),
    ...(distributions === undefined ? [] : [textEntry('simple-deploy/distributions.json', distributions)]),
    ...(declared === undefined ? [] : [textEntry('simple-deploy/requirements.txt', declared)]),
  ];
}

/**
 * The manifests with the folders that lead to them, and what those that are links lead to. A .dockerignore has no say: nothing
 * could be installed.
 */
function manifestFiles(paths: readonly string[], files: ProjectFiles): readonly string[] {
  const wanted = new Set<string>();
  const add = (path: string): void => {
    if (wanted.has(path) || path.startsWith('..')) return;
    for (let at = path; at !== '.'; at = posix.dirname(at)) wanted.add(at);
    const target = files.entry(path)?.target;
    if (target !== undefined) add(posix.join(posix.dirname(path), target));
  };
  paths.forEach(add);
  return [...wanted].sort();
}

function presentOf(paths: readonly string[], files: ProjectFiles): readonly ProjectFile[] {
  return paths.flatMap((path) => files.entry(path) ?? []);
}

function inOrder(entries: readonly ContextEntry[]): readonly ContextEntry[] {
  return entries.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

/**
 * The same digest means the same image of the same project: what the tags, the cache and the CA bundle are does not
 * count, whose it is does. Two folders of one name with one tree would otherwise share a reference, and each would prune
 * the other's images and take up its options. Their layers are shared all the same, through the cache.
 */
function digestOf(given: {
  readonly belongsTo: Readonly<Record<string, string>>;
  readonly entries: readonly ContextEntry[];
  readonly osArch: string;
  readonly baseImageId: string | undefined;
  readonly buildArgs: Readonly<Record<string, string>>;
}): string {
  const entries = given.entries.map(({ path, kind, mode, digest }) => [path, kind, mode, digest]);
  const buildArgs = Object.entries(given.buildArgs).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([given.belongsTo, entries, given.osArch, given.baseImageId ?? '', buildArgs]);
  return createHash('sha256').update(text).digest('hex');
}
