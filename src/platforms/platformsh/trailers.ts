import { scryptSync } from 'node:crypto';
import type { Standing } from './services.ts';

/** What a commit of ours says of itself, below its subject. */
export interface Trailers {
  /** The tree that was pushed: somebody who commits on top of it does not keep that true. */
  readonly tree: string;
  /** Types of the services that go with it, by name; undefined where nobody noted them. */
  readonly services?: Standing;
  /** What tells the variables that were given from others. */
  readonly given?: string;
}

const names = {
  tree: 'Simple-Deploy-Tree',
  services: 'Simple-Deploy-Services',
  given: 'Simple-Deploy-Variables',
} as const;

function written(services: Standing): string {
  const all = Object.entries(services).map(([name, type]) => `${name}=${type}`);
  return all.join(' ') || 'none';
}

function readFrom(text: string): Standing {
  return Object.fromEntries([...text.matchAll(/(\S+)=(\S+)/g)].map(([, name = '', type = '']) => [name, type]));
}

/** The message of a commit. */
export function messageOf(subject: string, { tree, services, given }: Trailers): string {
  const lines = [
    `${names.tree}: ${tree}`,
    ...(services === undefined ? [] : [`${names.services}: ${written(services)}`]),
    ...(given === undefined ? [] : [`${names.given}: ${given}`]),
  ];
  return `${subject}\n\n${lines.join('\n')}\n`;
}

/** What a commit says of itself; undefined for one that is not ours, or that only copies our words. */
export function trailersOf({
  message,
  tree,
}: {
  readonly message: string;
  readonly tree: string;
}): Trailers | undefined {
  const valueOf = (name: string): string | undefined => new RegExp(`^${name}: (.+)$`, 'm').exec(message)?.[1];
  if (valueOf(names.tree) !== tree) return undefined;
  const given = valueOf(names.given);
  const services = valueOf(names.services);
  return {
    tree,
    ...(services !== undefined && { services: readFrom(services) }),
    ...(given !== undefined && { given }),
  };
}

/**
 * What tells given variables from others without telling them: the platform does not say what a sensitive one is. All of them go
 * into one value, made slowly, so that a short one among them cannot be found out. Without variables that of before.
 */
export function fingerprint(
  given: Readonly<Record<string, string>>,
  app: string,
  before: string | undefined,
): string | undefined {
  const all = Object.entries(given).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (all.length === 0) return before;
  return scryptSync(JSON.stringify(all), `simple-deploy ${app}`, 16).toString('hex');
}
