import type { ContainerSpec } from '../../values/container.ts';
import type { Effect } from '../../values/step.ts';
import { dataFolder, liveFolder, oneOff, type Release } from './release-spec.ts';

const kept = '.simple-deploy';
const ours = `${dataFolder}/${kept}`;
/** Every SQLite database of the app as it was before the last migration. */
const before = `${ours}/before`;

/**
 * Copies every SQLite database of the app, which may be in use, onto the volume of the rehearsal. What an earlier push kept goes
 * first: the repair after this push, when it is interrupted, is to put back nothing but what this one keeps.
 */
export function copyForRehearsal(release: Release): Effect {
  const script = `rm -rf ${liveFolder}/${kept} && ${copyCommand(liveFolder, dataFolder).join(' ')}`;
  const spec = oneOff(release, 'copy', release.names.copy, ['sh', '-c', script]);
  return run({ ...spec, volumes: { [dataFolder]: release.names.rehearsal, [liveFolder]: release.names.data } });
}

/** Keeps every SQLite database as it is. Renamed when it is whole: what bears the name can be put back. */
export function keepBefore(release: Release): Effect {
  const part = `${ours}/part`;
  const copy = copyCommand(dataFolder, part).join(' ');
  const script = `rm -rf ${ours} && mkdir -p ${part} && ${copy} && mv ${part} ${before}`;
  return run(oneOff(release, 'copy', release.names.copy, ['sh', '-c', script]));
}

/** Writes the kept databases over those that are there; nothing when none were kept whole. */
export function putBack(release: Release): Effect {
  const script = `test ! -d ${before} || ${copyCommand(before, dataFolder).join(' ')}`;
  return run(oneOff(release, 'copy', release.names.copy, ['sh', '-c', script]));
}

/** Uses SQLite's backup API: copying the file of a database that is in use can tear it. */
function copyCommand(from: string, to: string): readonly string[] {
  return ['python', '-m', 'simple_deploy', 'sqlite-copy', from, to];
}

function run(spec: ContainerSpec): Effect {
  return { kind: 'engine', call: 'run-container', spec };
}
