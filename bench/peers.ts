import { programOn } from '../scripts/set-up/programs.ts';

/** A tool that reads a project and says how it would be built, which is what is measured of it. */
export interface Peer {
  readonly name: string;
  readonly program: string;
  readonly args: (folder: string) => readonly string[];
}

/** What others have for `inspect`. */
export const peers: readonly Peer[] = [
  { name: 'railpack', program: 'railpack', args: (folder) => ['plan', folder] },
  { name: 'nixpacks', program: 'nixpacks', args: (folder) => ['plan', folder] },
];

/** The peers whose program lies on the path, and the names of those that are not installed. */
export function installedPeers(path: string): { readonly there: readonly Peer[]; readonly absent: readonly string[] } {
  const there = peers.filter(({ program }) => programOn(path, program) !== undefined);
  return { there, absent: peers.filter((peer) => !there.includes(peer)).map(({ name }) => name) };
}
