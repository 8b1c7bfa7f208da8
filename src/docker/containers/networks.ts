import type { Engine } from '../engine.ts';
import { engineStatus, tolerating } from './failure.ts';

/** Whether a network of this name is there. */
export async function hasNetwork(engine: Engine, name: string): Promise<boolean> {
  try {
    await engine.api.getNetwork(name).inspect();
    return true;
  } catch (error) {
    if (engineStatus(error) === 404) return false;
    throw error;
  }
}

/** Makes a bridge network unless one of this name is there: engines before 25 would make a second one. */
export async function createNetwork(
  engine: Engine,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<void> {
  if (await hasNetwork(engine, name)) return;
  await tolerating([409], engine.api.createNetwork({ Name: name, CheckDuplicate: true, Labels: { ...labels } }));
}

/** Removes a network; none is fine. */
export async function removeNetwork(engine: Engine, name: string): Promise<void> {
  await tolerating([404], engine.api.getNetwork(name).remove());
}
