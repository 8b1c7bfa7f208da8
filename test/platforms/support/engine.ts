import { connectEngine, type Engine } from '../../../src/docker/engine.ts';

let connected: Promise<Engine> | undefined;

/** The engine of this machine, connected once a test file. */
export function engine(): Promise<Engine> {
  connected ??= connectEngine();
  return connected;
}
