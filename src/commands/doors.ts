import type { Engine } from '../docker/engine.ts';
import type { World } from './command.ts';

/** The engine, connected when it is first needed and only once. */
export interface EngineDoor {
  readonly engine: () => Promise<Engine>;
  /** Begins to connect while something else is read; who asks for the engine later hears of a failure. */
  begin(): void;
  close(): void;
}

/** Connects to the engine that the environment names, when the first one asks. */
export function engineDoor(world: World): EngineDoor {
  let connected: Promise<Engine> | undefined;
  const connect = async (): Promise<Engine> => {
    const { connectEngine } = await import('../docker/engine.ts');
    const engine = await connectEngine(world.env);
    world.log.write({ kind: 'fact', title: 'engine', detail: engine.facts });
    return engine;
  };
  const engine = (): Promise<Engine> => (connected ??= connect());
  return {
    engine,
    begin: () => void engine().catch(() => {}),
    close: () => void connected?.then((engine) => engine.close()).catch(() => {}),
  };
}

/**
 * Lets questions to the engine be sent, and its answers be heard, before something long that does not wait: a socket that
 * is opened writes in the next turn of the event loop, and a question that follows from an answer in the one after.
 */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => void setImmediate(resolve));
}
