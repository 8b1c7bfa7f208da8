import type Dockerode from 'dockerode';
import { UserError } from '../problems.ts';
import type { EngineFacts } from '../values/image.ts';
import { addressText, type EngineAddress, engineAddresses } from './address.ts';
import { connectionProblem, reasonOf } from './engine-errors.ts';
import { probeFacts } from './engine-facts.ts';
import { transportTo } from './transport.ts';

/** The container engine, and what it says of itself. */
export interface Engine {
  readonly facts: EngineFacts;
  readonly api: Dockerode;
  /** As one would type it into DOCKER_HOST. */
  readonly address: string;
  readonly close: () => void;
}

/** First engine whose built-in Dockerfile frontend knows cache and secret mounts: 20.10. */
const oldestApi = '1.41';
/** Newest API our tests run against. A newer engine is spoken to in this version, so that its answers stay the same. */
const newestApi = '1.51';

/**
 * Finds the engine as docker's own client does (DOCKER_HOST, contexts, default sockets), connects and asks it once what
 * it is. Throws `engine-absent`, `engine-not-permitted`, `engine-too-old`, `engine-address-invalid`.
 */
export async function connectEngine(env: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  const addresses = await engineAddresses(env);
  const failures: { address: EngineAddress; error: unknown }[] = [];
  for (const address of addresses) {
    try {
      return await connectTo(address, env);
    } catch (error) {
      if (error instanceof UserError) throw error;
      failures.push({ address, error });
    }
  }
  // One that is there and refuses says more than one that is not there at all.
  const telling = failures.find(({ error }) => reasonOf(error).code === 'EACCES') ?? failures[0];
  if (telling === undefined) throw new Error('no address to try');
  throw new UserError(connectionProblem(telling.address, telling.error), { cause: telling.error });
}

async function connectTo(address: EngineAddress, env: NodeJS.ProcessEnv): Promise<Engine> {
  const { default: Docker } = await import('dockerode');
  const transport = await transportTo(address, env);
  try {
    const probe = new Docker(transport.options);
    const facts = await probeFacts(probe);
    if (compareVersions(facts.apiVersion, oldestApi) < 0) {
      throw new UserError({ code: 'engine-too-old', version: facts.version, apiVersion: facts.apiVersion });
    }
    const version = compareVersions(facts.apiVersion, newestApi) < 0 ? facts.apiVersion : newestApi;
    const api = new Docker({ ...transport.options, version: `v${version}` });
    return { facts, api, address: addressText(address), close: transport.close };
  } catch (error) {
    transport.close();
    throw error;
  }
}

/** Compares `major.minor` numbers: below 0 when `a` is the older. */
export function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}
