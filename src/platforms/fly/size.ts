import { textAt } from '../answers.ts';
import { memoryFor } from './memory.ts';
import type { Table } from './own-configuration.ts';

/** What a machine is given. */
export interface Size {
  /** Such as "shared". */
  readonly kind: string;
  readonly cpus: number;
  /** MiB. */
  readonly memory: number;
  readonly gpu?: string;
}

type Variables = Readonly<Record<string, string>>;

/** Of a machine, what its size is judged by. */
interface Sized {
  readonly group: string;
  readonly env: Variables;
  readonly size?: Size;
}

/** The size that a machine's configuration tells; undefined where it tells none. */
export function sizeIn(guest: unknown): Size | undefined {
  const memory = Number(textAt(guest, 'memory_mb') || '0');
  if (memory === 0) return undefined;
  const gpu = textAt(guest, 'gpu_kind');
  const cpus = Number(textAt(guest, 'cpus') || '1');
  return { kind: textAt(guest, 'cpu_kind') || 'shared', cpus, memory, ...(gpu !== '' && { gpu }) };
}

/** The size that is asked for where nobody chose one: of a group whose server has WEB_CONCURRENCY workers. */
export function sizeFor(variables: Variables): Size {
  return { kind: 'shared', cpus: 1, memory: memoryFor(variables) };
}

/**
 * Sizes that somebody gave process groups (`fly scale memory`, a deployment of theirs): a fly.toml that says another would take
 * them back. Workers that need more than they did before get that all the same.
 */
export function chosenSizes(machines: readonly Sized[], variables: Variables): Readonly<Record<string, Size>> {
  const chosen = machines.flatMap(({ group, size, env }) => {
    const before = 'SIMPLE_DEPLOY_RELEASE' in env ? sizeFor(env) : undefined;
    if (size === undefined || isSame(size, before)) return [];
    const needed = sizeFor(variables).memory;
    const grown = needed > (before?.memory ?? 0) ? Math.max(size.memory, needed) : size.memory;
    return [[group, { ...size, memory: grown }] as const];
  });
  return Object.fromEntries(chosen);
}

function isSame({ kind, cpus, memory, gpu }: Size, other: Size | undefined): boolean {
  return gpu === undefined && kind === other?.kind && cpus === other.cpus && memory === other.memory;
}

/** The `vm` of a fly.toml: one for all groups, or one for each where somebody chose the size of one. */
export function vmOf(groups: readonly string[], usual: Size, chosen: Readonly<Record<string, Size>>): readonly Table[] {
  if (groups.every((group) => chosen[group] === undefined)) return [tableOf(usual)];
  return groups.map((group) => ({ ...tableOf(chosen[group] ?? usual), processes: [group] }));
}

function tableOf({ kind, cpus, memory, gpu }: Size): Table {
  return { cpu_kind: kind, cpus, memory: `${memory}mb`, ...(gpu !== undefined && { gpu_kind: gpu }) };
}
