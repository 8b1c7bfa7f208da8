import { chooseFiles, neededBy } from '../build-plan/chosen-files.ts';
import { labelsFor } from '../build-plan/labels.ts';
import { systemDemands } from '../build-plan/system-demands.ts';
import { systemPackagesFor } from '../system-packages/needed.ts';
import { listedOf, sourceTree } from '../build-plan/source-tree.ts';
import { listedFiles, type Listed } from '../git/listed-files.ts';
import { leftOutGroups } from '../left-out-groups.ts';
import { leftOutRead, ruleOf } from '../left-out-read.ts';
import { renderWords } from '../messages/render.ts';
import type { ImageNeeds, Releasable } from '../platforms/types.ts';
import { type Problem, UserError } from '../problems.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { LeftOut } from '../values/build-plan.ts';
import type { Layout } from '../values/layout.ts';
import type { SourceAdditions, SourceTree } from '../values/source-tree.ts';
import { chooseBuild, choicesOfConfig, choicesOfFlags } from './build-choices.ts';
import type { Invocation, World } from './command.ts';
import type { ProjectImage, Story } from './image-of-project.ts';
import { typedOver } from './layout-choices.ts';
import type { OpenedProject } from './open-project.ts';
import { refuseOptionsOfImage } from './options-of-source.ts';
import { layoutOf, sayLayout } from './read-layout.ts';
import { wordsHere } from './words-here.ts';

/** A project as something to push to a platform that builds from source: no engine is asked. Throws `option-without-image`. */
export function sourceOfProject(
  project: OpenedProject,
  invocation: Invocation,
  world: World,
  { label: platform, given }: { readonly label: string; readonly given: readonly string[] },
): ProjectImage {
  refuseOptionsOfImage(invocation.options, platform);
  const flags = choicesOfFlags(invocation.options, world.env);
  const configured = choicesOfConfig(project.config.values, project.root, world.env);
  const options = chooseBuild([typedOver(configured, flags)], world.env);
  const layout = layoutOf(project, options, world);
  sayLayout(layout, options, world, given);
  let story: Story = {};
  return {
    layout,
    story: () => story,
    async release(needs, foreseen) {
      const chosen = needs.database === undefined ? options : { ...options, database: needs.database };
      const found = chosen.database === options.database ? layout : layoutOf(project, chosen, world);
      const tree = await treeOf(project, found, chosen, needs, world);
      story = { source: { layout: found, tree } };
      const released = releasable(tree, found, chosen, world);
      if (invocation.options['dryRun'] !== true) await foreseen(released);
      return released;
    },
  };
}

const nothing: SourceAdditions = { files: [], configuration: [], templates: [], notes: [] };

async function treeOf(
  project: OpenedProject,
  layout: Layout,
  options: BuildOptions,
  needs: ImageNeeds,
  world: World,
): Promise<SourceTree> {
  const { files } = project;
  const chosen = chooseFiles(files, neededBy(layout));
  const listed = await listedFiles(project.root, world);
  const source = listedOf(chosen, listed.paths);
  const paths = new Set(source.taken.map(({ path }) => path));
  const readText = (path: string): string | undefined => files.readText(path);
  const additions = needs.adds?.({ layout, options, paths, readText }) ?? nothing;
  refuseMissing(layout, source.leftOut);
  const notes: readonly (Problem | undefined)[] = [
    ...chosen.problems,
    leftOutRead(layout.filesRead, source.leftOut),
    submodulesEmpty(listed, layout),
    listed.sparse > 0 ? { code: 'source-sparse', files: listed.sparse } : undefined,
    lfsPointers(paths, files),
    systemPackages(layout, options),
  ];
  const tree = await sourceTree(
    files,
    source,
    additions,
    notes.filter((note) => note !== undefined),
  );
  sayTree(tree, world);
  return tree;
}

/** Those that the layout does not tell of by itself: it knows .gitmodules, git its own. */
function submodulesEmpty({ emptySubmodules: all }: Listed, { problems }: Layout): Problem | undefined {
  const told = problems.flatMap((each) => (each.code === 'submodules-empty' ? each.paths : []));
  const paths = all.filter((path) => !told.includes(path));
  return paths.length === 0 ? undefined : { code: 'source-submodules-empty', paths };
}

/** Throws `source-lacks` with what nothing can be built without and git ignores. */
function refuseMissing({ managePy, managePyMade, dependencies }: Layout, leftOut: readonly LeftOut[]): void {
  const needed = [...(managePyMade ? [] : [managePy.value]), ...dependencies.value.files];
  const files = needed.flatMap((path) => {
    const rule = ruleOf(path, leftOut);
    return rule === undefined ? [] : [{ path, rule }];
  });
  if (files.length > 0) throw new UserError({ code: 'source-lacks', files });
}

/** Files that git LFS keeps elsewhere and that nobody has fetched: their first line says so (git-lfs, docs/spec.md). */
function lfsPointers(paths: ReadonlySet<string>, files: OpenedProject['files']): Problem | undefined {
  const usesLfs = [...paths].some(
    (path) => /(^|\/)\.gitattributes$/.test(path) && /filter=lfs/.test(files.readText(path) ?? ''),
  );
  if (!usesLfs) return undefined;
  const start = 'version https://git-lfs.github.com/spec/';
  const pointers = [...paths].filter((path) => files.readText(path)?.startsWith(start) === true);
  return pointers.length === 0 ? undefined : { code: 'source-lfs-pointers', paths: pointers };
}

/** The container is the platform's: what an image would have been given, it may lack. */
function systemPackages(layout: Layout, options: BuildOptions): Problem | undefined {
  const { run: packages } = systemPackagesFor(systemDemands(layout, options));
  return packages.length === 0 ? undefined : { code: 'source-system-packages', packages };
}

function sayTree({ id, entries, leftOut, notes }: SourceTree, world: World): void {
  const { log, terminal } = world;
  log.write({ kind: 'fact', title: 'tree', detail: { id, entries: entries.map(({ path }) => path), leftOut } });
  // That a repository's own folder is not in a commit needs no word.
  const told = leftOut.filter(({ path }) => path !== '.git');
  for (const { rule, paths } of leftOutGroups(told)) terminal.say(`Stays here: ${paths} (${rule})`);
  for (const note of notes) terminal.say(renderWords(wordsHere(note, world), terminal.style, 'Note'));
}

/** The tree in the place of an image: labels tell of it as they would tell of that. */
function releasable(source: SourceTree, layout: Layout, options: BuildOptions, { version }: World): Releasable {
  return {
    reference: `${layout.slug}:${source.id.slice(0, 12)}`,
    osArch: 'linux/amd64',
    labels: labelsFor(layout, options, source.id, version),
    content: source.id,
    demands: layout.environment.map(({ value }) => value),
    source,
  };
}
