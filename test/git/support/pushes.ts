import { listedOf, sourceTree } from '../../../src/build-plan/source-tree.ts';
import { listedFiles } from '../../../src/git/listed-files.ts';
import { listProjectFiles } from '../../../src/layout/project-files.ts';
import type { SourceTree } from '../../../src/values/source-tree.ts';
import type { GitPush } from '../../../src/values/step.ts';

const signal = new AbortController().signal;
export const env = { ...process.env };
export const doors = { env, signal, onLine: () => undefined };

const additions = { files: [{ path: '.made/by-us', text: 'x\n' }], configuration: [], templates: [], notes: [] };

/** The tree of a folder, with a file of ours. */
export async function treeOf(root: string): Promise<SourceTree> {
  const files = await listProjectFiles(root);
  const { paths } = await listedFiles(root, doors);
  const source = listedOf({ taken: files.list, leftOut: [] }, paths);
  return sourceTree(files, source, additions, []);
}

/** A push of it. */
export function pushOf(tree: GitPush['tree'], url: string, more: Partial<GitPush> = {}): GitPush {
  const fixed = { kind: 'git-push', branch: 'main', label: 'Somewhere', message: 'Deploy\n', failsIfSays: [] } as const;
  return { ...fixed, tree, remote: { url }, ...more };
}
