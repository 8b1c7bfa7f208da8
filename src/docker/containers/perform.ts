import type { EngineCall } from '../../values/step.ts';
import type { Engine } from '../engine.ts';
import { attendContainer } from './attend.ts';
import { createContainer } from './create.ts';
import { ensureImage } from './ensure-image.ts';
import { removeContainer, renameContainer, startContainer, stopContainer } from './lifecycle.ts';
import { dropLock, takeLock } from './lock.ts';
import { readLogs } from './logs.ts';
import { createNetwork, removeNetwork } from './networks.ts';
import { runContainer } from './run.ts';
import { createVolume, removeVolume } from './volumes.ts';

export interface CallDoors {
  readonly onLine: (line: string) => void;
  readonly output: (chunk: Uint8Array) => void;
  readonly error: (chunk: Uint8Array) => void;
  readonly stdin?: NodeJS.ReadStream;
  readonly signal: AbortSignal;
}

/** Carries out an engine call; gives the exit code of what it ran, if it ran something. */
export async function performCall(engine: Engine, call: EngineCall, doors: CallDoors): Promise<number | void> {
  switch (call.call) {
    case 'create-volume':
      return createVolume(engine, call.name, call.labels);
    case 'remove-volume':
      return removeVolume(engine, call.name, call.users);
    case 'create-network':
      return createNetwork(engine, call.name, call.labels);
    case 'remove-network':
      return removeNetwork(engine, call.name);
    case 'ensure-image':
      return ensureImage(engine, call.reference, call.service);
    case 'take-lock':
      return takeLock(engine, call);
    case 'drop-lock':
      return dropLock(engine, call);
    case 'create-container':
      return createContainer(engine, call.spec);
    case 'start-container':
      return startContainer(engine, call.name);
    case 'stop-container':
      return stopContainer(engine, call.name);
    case 'rename-container':
      return renameContainer(engine, call.name, call.to);
    case 'remove-container':
      return removeContainer(engine, call.name);
    case 'run-container':
      return runContainer(engine, call.spec, doors);
    case 'attend-container':
      return attendContainer(engine, call.spec, doors);
    case 'logs':
      return readLogs(engine, call.name, call, doors);
  }
}
