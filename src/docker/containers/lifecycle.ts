import type { Engine } from '../engine.ts';
import { explainStart, tolerating } from './failure.ts';

const notModified = 304;
const notFound = 404;
const removalUnderWay = 409;

/** Starts a container; one that runs already is left alone. Throws `port-taken` when its port is in use. */
export async function startContainer(engine: Engine, name: string): Promise<void> {
  try {
    await tolerating([notModified], engine.api.getContainer(name).start());
  } catch (error) {
    explainStart(error);
  }
}

/** Stops a container within the time it was made with; one that is not there or stands still is left alone. */
export async function stopContainer(engine: Engine, name: string): Promise<void> {
  await tolerating([notModified, notFound], engine.api.getContainer(name).stop());
}

/** Gives a container another name. */
export async function renameContainer(engine: Engine, name: string, to: string): Promise<void> {
  await engine.api.getContainer(name).rename({ name: to });
}

/** Removes a container, running or not, with its unnamed volumes; none is fine. */
export async function removeContainer(engine: Engine, name: string): Promise<void> {
  await tolerating([notFound, removalUnderWay], engine.api.getContainer(name).remove({ force: true, v: true }));
}
