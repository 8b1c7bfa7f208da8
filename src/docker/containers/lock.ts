import { UserError } from '../../problems.ts';
import type { ContainerSpec } from '../../values/container.ts';
import type { Engine } from '../engine.ts';
import { createContainer } from './create.ts';
import { engineStatus } from './failure.ts';
import { findContainer } from './find.ts';
import { removeContainer } from './lifecycle.ts';

interface Lock {
  readonly spec: ContainerSpec;
  readonly app: string;
  /** Key of the label that says who holds it. */
  readonly label: string;
}

/**
 * Takes a lock: names are unique on an engine, so creating a container is an atomic test and set. Throws `app-locked`
 * when another has it.
 */
export async function takeLock(engine: Engine, { spec, app, label }: Lock): Promise<void> {
  try {
    await createContainer(engine, spec);
  } catch (error) {
    if (engineStatus(error) !== 409) throw error;
    const holder = (await findContainer(engine, spec.name))?.labels[label];
    throw new UserError({ code: 'app-locked', app, lock: spec.name, ...readHolder(holder) }, { cause: error });
  }
}

/** Gives a lock back, if it is still ours: by ID, so that one taken by another in between stays. */
export async function dropLock(
  engine: Engine,
  lock: { readonly name: string; readonly label: string; readonly value: string },
): Promise<void> {
  const found = await findContainer(engine, lock.name);
  if (found?.labels[lock.label] === lock.value) await removeContainer(engine, found.id);
}

function readHolder(text: string | undefined): { host: string; pid: number; since: string } {
  const unknown = { host: 'an unknown machine', pid: 0, since: 'an unknown time' };
  try {
    const { host, pid, since } = { ...unknown, ...(JSON.parse(text ?? '{}') as object) };
    return { host, pid, since };
  } catch {
    return unknown;
  }
}
