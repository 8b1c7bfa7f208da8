import type { Readable } from 'node:stream';
import type { ContainerSpec } from '../../values/container.ts';
import type { Engine } from '../engine.ts';
import { createContainer } from './create.ts';
import { exitCodeOf } from './exit-code.ts';
import { removeContainer, startContainer } from './lifecycle.ts';
import { eachLine } from './logs.ts';

/**
 * Runs a container to its end and removes it, also when the signal stops it. Gives its exit code; each line it writes
 * goes to `onLine` as it comes.
 */
export async function runContainer(
  engine: Engine,
  spec: ContainerSpec,
  doors: { readonly onLine: (line: string) => void; readonly signal: AbortSignal },
): Promise<number> {
  doors.signal.throwIfAborted();
  await createContainer(engine, spec);
  const kill = () => void removeContainer(engine, spec.name).catch(() => undefined);
  doors.signal.addEventListener('abort', kill, { once: true });
  try {
    const container = engine.api.getContainer(spec.name);
    // Before the start, else the first lines are lost.
    const stream = await container.attach({ stream: true, stdout: true, stderr: true });
    const told = eachLine(engine, stream as unknown as Readable, doors.onLine);
    await startContainer(engine, spec.name);
    await told;
    doors.signal.throwIfAborted();
    return await exitCodeOf(engine, spec.name);
  } catch (error) {
    doors.signal.throwIfAborted();
    throw error;
  } finally {
    doors.signal.removeEventListener('abort', kill);
    await removeContainer(engine, spec.name);
  }
}
