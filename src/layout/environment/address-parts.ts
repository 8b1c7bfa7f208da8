import type { Piece } from './values.ts';

/** What a variable can be in an address that is put together. */
export type AddressPart = 'user' | 'password' | 'host' | 'port' | 'path';

/** Stands for a variable, or for what is not known: a letter that no address has. */
const HOLE = '\uE000';
const address = /^([a-z][\w+.-]*):\/\/(?:([^/?#@:]*)(?::([^/?#@]*))?@)?([^/?#:@]*)(?::([^/?#]*))?(?:\/([^?#]*))?/i;
const places: readonly AddressPart[] = ['user', 'password', 'host', 'port', 'path'];

/**
 * The variables of an address, each with the part that it is, and is alone: `postgres://{USER}:{PASSWORD}@{HOST}/{NAME}`; none of an
 * address whose scheme is another.
 */
export function partsOfAddress(
  pieces: readonly Piece[],
  scheme: RegExp,
): readonly (readonly [name: string, part: AddressPart])[] {
  const holes = pieces.filter((piece) => typeof piece !== 'string');
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : HOLE)).join('');
  const [, before = '', ...parts]: readonly (string | undefined)[] = address.exec(text) ?? [];
  if (!scheme.test(before)) return [];
  let at = 0;
  return parts.flatMap((part = '', index) => {
    const hole = holes[at];
    at += part.split(HOLE).length - 1;
    const place = places[index];
    return part === HOLE && hole !== undefined && place !== undefined ? [[hole.from, place] as const] : [];
  });
}
