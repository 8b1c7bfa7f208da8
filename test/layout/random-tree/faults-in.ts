import { join } from 'node:path';
import { expect } from 'vitest';
import { listProjectFiles } from '../../../src/layout/project-files.ts';
import { readLayout } from '../../../src/layout/read-layout.ts';
import { UserError } from '../../../src/problems.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { snapshotTree } from '../../support/tree-snapshot.ts';
import { buildTree, type Expected } from './build-tree.ts';
import { choicesOf, drawChoices, seedOf, shrink, type Choices } from './choices.ts';
import { writeTree } from './write-tree.ts';

/** Another seed than 1 reads other trees; LAYOUT_TREE is the seed of one tree, as a failure names it. */
const seed = Number(process.env['LAYOUT_SEED'] ?? 1);
const only = process.env['LAYOUT_TREE'];

/** What a reader makes of a folder. Anything else than a UserError goes on as it is. */
async function readFolder(folder: string): Promise<Expected> {
  const files = await listProjectFiles(folder);
  try {
    const { managePy, settingsModule, productionSettingsModule, application, dependencies } = readLayout(files, {});
    const { interface: kind, module, callable } = application.value;
    const manifest = 'file' in Object(dependencies.origin) ? (dependencies.origin as { file: string }).file : '';
    return {
      managePy: managePy.value,
      settingsModule: settingsModule.value,
      productionSettingsModule: productionSettingsModule.value,
      application: `${kind} ${module} ${callable}`,
      dependencies: `${dependencies.value.manager} ${manifest}`,
    };
  } catch (error) {
    if (error instanceof UserError) return { problem: error.problem.code };
    throw error;
  }
}

/** What is wrong with how a folder is read; undefined when nothing is. In a damaged one anything may be found. */
async function faultOf(folder: string, choices: Choices): Promise<string | undefined> {
  try {
    const seen = JSON.stringify(await readFolder(folder));
    const expected = JSON.stringify(buildTree(choices).expected);
    return choices.damage > 0 || seen === expected ? undefined : `expected ${expected}\n    read ${seen}`;
  } catch (error) {
    return `threw ${error instanceof Error ? error.stack : String(error)}`;
  }
}

/** Writes all trees, reads all, and tells of the first that was read wrongly by the plainest tree that shows the same. */
export async function faultsIn(all: readonly Choices[]): Promise<string | undefined> {
  const parent = temporaryFolder('generated');
  let made = 0;
  const write = (choices: Choices): string => {
    const folder = join(parent, `tree${made++}`);
    writeTree(folder, buildTree(choices), choices);
    return folder;
  };
  const trees = all.map((choices) => ({ choices, folder: write(choices) }));
  const before = snapshotTree(parent);
  const failed: Choices[] = [];
  for (const { choices, folder } of trees) {
    if ((await faultOf(folder, choices)) !== undefined) failed.push(choices);
  }
  // A comparison by toEqual of so many entries would print them all.
  const after = snapshotTree(parent);
  const names = new Set([...Object.keys(before.entries), ...Object.keys(after.entries)]);
  expect([...names].filter((name) => before.entries[name] !== after.entries[name])).toEqual([]);
  const [first] = failed;
  if (first === undefined) return undefined;
  const shrunk = await shrink(first, async (each) => (await faultOf(write(each), each)) !== undefined);
  return [
    `${failed.length} of ${all.length} trees are read wrongly. The first, shrunk: LAYOUT_TREE=${seedOf(shrunk)}`,
    `(it was ${seedOf(first)}, drawn with LAYOUT_SEED=${seed})`,
    await faultOf(write(shrunk), shrunk),
    'files:',
    ...Object.keys(buildTree(shrunk).files).map((path) => `    ${path}`),
  ].join('\n');
}

/** So many trees of the seed, or the one that is asked for. */
export const draw = (count: number, damaged: boolean): readonly Choices[] =>
  only === undefined ? drawChoices(seed, count, { damaged }) : [choicesOf(only)];
