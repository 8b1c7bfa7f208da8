import { dockerfileView } from '../../../src/build-plan/dockerfile-view.ts';
import { inspectFiles } from '../../../src/commands/inspect-files.ts';
import { decodeText } from '../../../src/layout/decode-text.ts';
import { inspectJson } from '../../../src/layout/inspect-json.ts';
import { inspectText } from '../../../src/layout/inspect-text.ts';
import { readLayout } from '../../../src/layout/read-layout.ts';
import { wordsFor } from '../../../src/messages.ts';
import { UserError } from '../../../src/problems.ts';
import { defaultBuildOptions } from '../../../src/values/build-options.ts';
import type { ProjectFile, ProjectFiles } from '../../../src/values/project-files.ts';

type Tree = Readonly<Record<string, string | Uint8Array>>;

function listed(tree: Tree): ProjectFiles {
  const byPath = new Map<string, ProjectFile>();
  for (const path of Object.keys(tree)) {
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end);
      byPath.set(folder, { path: folder, kind: 'directory' });
    }
    byPath.set(path, { path, kind: 'file' });
  }
  const list = [...byPath.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const texts = new Map(Object.entries(tree));
  return {
    root: '/home/someone/site',
    list,
    problems: [],
    entry: (path) => byPath.get(path),
    readText(path) {
      const content = texts.get(path);
      return content instanceof Uint8Array ? decodeText(content) : content;
    },
  };
}

/**
 * What is wrong with how a tree is read, told in words and planned; undefined when it is read, or refused by a problem
 * that has words.
 */
export function faultOf(tree: Tree): string | undefined {
  const files = listed(tree);
  try {
    const examined = inspectFiles(files, {});
    JSON.parse(JSON.stringify(inspectJson(examined, wordsFor)));
    inspectText(examined, wordsFor, { columns: 80, explain: true });
    for (const problem of examined.fatal) if (wordsFor(problem).what === '') return `${problem.code} has no words`;
    refusedOr(() => dockerfileView(readLayout(files, {}), defaultBuildOptions));
  } catch (error) {
    return error instanceof Error ? `${error.stack}` : String(error);
  }
  return undefined;
}

function refusedOr(plan: () => unknown): void {
  try {
    plan();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}
