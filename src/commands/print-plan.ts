import type { BuildPlan } from '../values/build-plan.ts';
import type { SourceTree } from '../values/source-tree.ts';
import type { Step } from '../values/step.ts';
import type { World } from './command.ts';

/** The plan as data, on stdout: what `--dry-run` prints. Of a step only its title and reason, since its effect may hold secrets. */
export function printPlan(
  plan: BuildPlan | undefined,
  steps: readonly Step[],
  json: boolean,
  { stdout }: World,
  source?: SourceTree,
): void {
  const titles = steps.map(({ id, title, why }) => ({ id, title, why }));
  if (json) {
    const build = plan && {
      reference: plan.reference,
      baseImage: plan.baseImage,
      osArch: plan.osArch,
      dockerfile: plan.dockerfile,
      labels: plan.labels,
      entries: plan.entries.map(({ path, kind, size }) => ({ path, kind, size })),
      leftOut: plan.leftOut,
    };
    const tree = source && {
      id: source.id,
      entries: source.entries.map(({ path, mode, size }) => ({ path, mode, size })),
      leftOut: source.leftOut,
      configuration: source.configuration,
    };
    stdout.write(`${JSON.stringify({ schemaVersion: 1, dryRun: true, build, tree, steps: titles }, undefined, 2)}\n`);
    return;
  }
  const lines = [
    ...buildLines(plan),
    ...treeLines(source),
    ...titles.map(({ title, why }, index) => `${index + 1}. ${title}: ${why}`),
  ];
  stdout.write(lines.length === 0 ? 'Nothing to do: everything is as asked\n' : `${lines.join('\n')}\n`);
}

function buildLines(plan: BuildPlan | undefined): readonly string[] {
  if (plan === undefined) return [];
  const files = plan.entries.filter(({ kind }) => kind !== 'directory').length;
  return [
    `Build ${plan.reference} for ${plan.osArch} from ${plan.baseImage}`,
    `Send ${files} files, as far as the engine does not have them`,
    ...plan.leftOut.map(({ path, rule }) => `Leave out ${path} (${rule})`),
    '',
    plan.dockerfile,
  ];
}

function treeLines(tree: SourceTree | undefined): readonly string[] {
  if (tree === undefined) return [];
  return [
    `Push ${tree.entries.length} files as the tree ${tree.id}`,
    ...tree.leftOut.map(({ path, rule }) => `Leave out ${path} (${rule})`),
    ...tree.configuration.flatMap(({ path, text }) => ['', `${path}:`, text]),
  ];
}
