import type { Step } from '../../values/step.ts';
import { volumeName } from './configuration.ts';
import type { FlyNow } from './observe.ts';
import { flyctl } from './program.ts';
import type { Release } from './release.ts';

/**
 * The step that makes the volume. flyctl would make it in the first deployment alone: one that broke off between the machine and
 * its volume is repaired so. A volume of the person's own fly.toml is flyctl's to make.
 */
export function volumeSteps({ program, volumes, own }: FlyNow, { app, region, volume }: Release): readonly Step[] {
  const stands = volumes.some(({ name }) => name === volumeName);
  if (!volume || stands || own?.table['mounts'] !== undefined) return [];
  const args = ['volumes', 'create', volumeName, '-a', app, '--region', region, '--size', '1', '--yes', '--json'];
  return [
    {
      id: 'volume',
      title: 'Make a volume for the data',
      why: 'SQLite and uploads outlive every release there.',
      effect: flyctl(program, args),
    },
  ];
}
