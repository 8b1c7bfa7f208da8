import type { Step } from '../../values/step.ts';
import { volumeName } from './configuration.ts';
import type { FlyNow } from './observe.ts';
import { flyctl } from './program.ts';
import type { Release } from './release.ts';

/**
 * The step that makes a volume that is missing. flyctl makes one in the first deployment alone: a database that is chosen later,
 * and a first deployment that broke off, need this. A volume of the person's own fly.toml is theirs.
 */
export function volumeSteps(
  { program, volumes, own, machines, releases }: FlyNow,
  { app, region, volume }: Release,
): readonly Step[] {
  const stands = volumes.some(({ name }) => name === volumeName);
  const isFirst = machines.length === 0 && releases.every(({ status }) => status !== 'complete');
  if (!volume || stands || isFirst || own?.table['mounts'] !== undefined) return [];
  // That of the machine which is going to have it: flyctl looks for it there.
  const there = machines[0]?.region ?? region;
  const args = ['volumes', 'create', volumeName, '-a', app, '--region', there, '--size', '1', '--yes', '--json'];
  return [
    {
      id: 'volume',
      title: 'Make a volume for the data',
      why: 'SQLite and uploads outlive every release there.',
      effect: flyctl(program, args),
    },
  ];
}
