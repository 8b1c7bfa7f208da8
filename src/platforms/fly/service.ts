import { at, listAt, textAt } from '../answers.ts';
import type { Table } from './own-configuration.ts';

const usualPort = 8000;
/** The process group of the server. It keeps its name when others come: another name would be another machine, and volume. */
export const usualServer = 'app';

/** Port that the server listens on: that of a service of the person's own, or their PORT, where they say one. */
export function portOf(own: Table | undefined): number {
  const said = [
    at(own, 'http_service', 'internal_port'),
    at(own, 'services', '0', 'internal_port'),
    at(own, 'env', 'PORT'),
  ];
  return said.map(Number).find((port) => Number.isInteger(port) && port > 0) ?? usualPort;
}

/** Process groups of a fly.toml. */
export function groupsIn(table: Table | undefined): readonly string[] {
  return Object.keys((table?.['processes'] as Table | undefined) ?? { [usualServer]: '' });
}

/** The groups that a service of a fly.toml leads to: those that it names, else all. */
export function servedIn(table: Table): readonly string[] {
  const services = [table['http_service'] ?? [], table['services'] ?? []].flat();
  const named = services.map((service) => listAt(service, 'processes').map(String));
  return groupsIn(table).filter((group) => named.some((names) => names.length === 0 || names.includes(group)));
}

/** The group of the server: of several of the person's own the one that they serve. */
export function serverIn(own: Table | undefined): string {
  const groups = groupsIn(own);
  const [served] = own === undefined ? [] : servedIn(own);
  return groups.includes(usualServer) ? usualServer : (served ?? groups[0] ?? usualServer);
}

/** The command of the person's own for a group; empty where the image's is meant. */
export function commandIn(own: Table | undefined, group: string): string {
  return textAt(own, 'processes', group);
}
