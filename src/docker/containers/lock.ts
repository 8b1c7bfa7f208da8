import { setTimeout as pause } from 'node:timers/promises';
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
  /** The container that the plan was made for. */
  readonly seen: { readonly name: string; readonly id?: string };
}

const tries = 20;

/**
 * Takes a lock: names are unique on an engine, so creating a container is an atomic test and set. Throws `app-locked`
 * when another has it, `app-changed` when another had it since the plan was made.
 */
export async function takeLock(engine: Engine, lock: Lock): Promise<void> {
  for (let left = tries; !(await tryLock(engine, lock)); left -= 1) {
    const holder = await findContainer(engine, lock.spec.name);
    const { app, label, spec } = lock;
    if (holder !== undefined || left === 0) {
      throw new UserError({ code: 'app-locked', app, lock: spec.name, ...readHolder(holder?.labels[label]) });
    }
    // Its name is given away before it can be looked at, or it has just been given back.
    await pause(50);
  }
  const { name, id } = lock.seen;
  if ((await findContainer(engine, name))?.id !== id) throw new UserError({ code: 'app-changed', app: lock.app });
}

async function tryLock(engine: Engine, { spec }: Lock): Promise<boolean> {
  try {
    await createContainer(engine, spec);
    return true;
  } catch (error) {
    if (engineStatus(error) !== 409) throw error;
    return false;
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
