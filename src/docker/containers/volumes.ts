import type { VolumeState } from '../../values/container.ts';
import type { Engine } from '../engine.ts';
import { engineStatus, tolerating } from './failure.ts';

/** A named volume; undefined when there is none. */
export async function findVolume(engine: Engine, name: string): Promise<VolumeState | undefined> {
  try {
    const info = await engine.api.getVolume(name).inspect();
    const createdAt = (info as { CreatedAt?: string }).CreatedAt;
    return { name: info.Name, labels: info.Labels ?? {}, ...(createdAt !== undefined && { createdAt }) };
  } catch (error) {
    if (engineStatus(error) === 404) return undefined;
    throw error;
  }
}

/** Makes a named volume; one that is there stays as it is, its labels too. */
export async function createVolume(
  engine: Engine,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<void> {
  await engine.api.createVolume({ Name: name, Labels: { ...labels } });
}

/** Deletes a volume and what is in it; none is fine. */
export async function removeVolume(engine: Engine, name: string): Promise<void> {
  await tolerating([404], engine.api.getVolume(name).remove());
}
