import { setTimeout as pause } from 'node:timers/promises';
import { milliseconds } from '../../milliseconds.ts';
import type { VolumeState } from '../../values/container.ts';
import type { Engine } from '../engine.ts';
import { engineStatus, tolerating } from './failure.ts';
import { removeContainer } from './lifecycle.ts';

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

/** How long a container may take to let go of a volume, and how often that is looked for. */
const releaseMs = 10_000;
const lookMs = 200;

/**
 * Deletes a volume and what is in it; none is fine. Where it is in use, containers of these names go first: one whose maker
 * was killed may come when nobody looks any more, and the removal of one may be under way.
 */
export async function removeVolume(engine: Engine, name: string, users: readonly string[] = []): Promise<void> {
  const end = milliseconds() + releaseMs;
  for (;;) {
    try {
      return await tolerating([404], engine.api.getVolume(name).remove());
    } catch (error) {
      if (engineStatus(error) !== 409 || users.length === 0 || milliseconds() > end) throw error;
    }
    for (const user of users) await removeContainer(engine, user);
    await pause(lookMs);
  }
}
