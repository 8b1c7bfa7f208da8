import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../engine.ts';
import { findContainer } from './find.ts';

const everyMs = 20;

/**
 * Exit code of a container whose output has ended, once it has ended itself. The engine's own call for that, `wait`, is
 * no help: when the engine goes away it is never answered, and dockerode never tells.
 */
export async function exitCodeOf(engine: Engine, name: string): Promise<number> {
  for (;;) {
    const state = await findContainer(engine, name);
    if (state === undefined) throw new Error(`the container ${name} was removed`);
    if (state.status !== 'running' && state.status !== 'removing') return state.exitCode;
    await pause(everyMs);
  }
}
