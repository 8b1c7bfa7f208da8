import { chooseFiles, neededBy } from '../../src/build-plan/chosen-files.ts';
import { listedOf, sourceTree } from '../../src/build-plan/source-tree.ts';
import { listedFiles } from '../../src/git/listed-files.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { readLayout } from '../../src/layout/read-layout.ts';
import { additions } from '../../src/platforms/platformsh/additions.ts';
import type { Flavour } from '../../src/platforms/platformsh/names.ts';
import { type BuildOptions, defaultBuildOptions } from '../../src/values/build-options.ts';
import type { SourceTree } from '../../src/values/source-tree.ts';

/** The tree that is pushed of a project's folder. */
export async function sourceOf(
  root: string,
  flavour: Flavour,
  chosen: Partial<BuildOptions> = {},
): Promise<SourceTree> {
  const files = await listProjectFiles(root);
  const options = { ...defaultBuildOptions, ...chosen };
  const layout = readLayout(files, options);
  const doors = { env: process.env, signal: new AbortController().signal };
  const { paths: listed } = await listedFiles(root, doors);
  const source = listedOf(chooseFiles(files, neededBy(layout)), listed);
  const paths = new Set(source.taken.map(({ path }) => path));
  const readText = (path: string): string | undefined => files.readText(path);
  const added = additions({ layout, options, paths, readText }, { standing: {}, withoutRedis: false }, flavour);
  return sourceTree(files, source, added, []);
}
