import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Access } from './access.ts';
import { apiHost, isLoopback } from './origin.ts';
import { trustFor } from './trust.ts';

/** Connections that are kept, to a registry and to where it sends us: its token server, its storage. */
export interface Agents {
  of(url: URL): Promise<HttpAgent>;
  close(): void;
}

/** Connections at a time to one host. */
const mostSockets = 6;

/** Opens nothing yet. What docker calls insecure is the registry alone, not where it sends us. */
export function openAgents(registry: string, { env, insecure = false }: Pick<Access, 'env' | 'insecure'>): Agents {
  const kept = new Map<string, Promise<HttpAgent>>();
  return {
    of({ origin, host, protocol }) {
      const known = kept.get(origin);
      if (known !== undefined) return known;
      const made = agentFor(host, protocol, env, insecure && host === apiHost(registry));
      kept.set(origin, made);
      return made;
    },
    close() {
      for (const made of kept.values()) void made.then((agent) => agent.destroy());
    },
  };
}

/** By the proxies of the environment, as docker and Go do, but for this machine. */
async function agentFor(host: string, protocol: string, env: NodeJS.ProcessEnv, insecure: boolean): Promise<HttpAgent> {
  const options = { keepAlive: true, maxSockets: mostSockets, ...(!isLoopback(host) && { proxyEnv: env }) };
  if (protocol === 'http:') return new HttpAgent(options);
  const secureContext = await trustFor(host, env);
  const trust = secureContext === undefined ? {} : { secureContext };
  return new HttpsAgent({ ...options, ...trust, ...(insecure && { rejectUnauthorized: false }) });
}
