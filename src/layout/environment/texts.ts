import { addressOf } from './addresses.ts';
import { stringOf, type Piece, type Value } from './values.ts';

/**
 * A text of these, the letters before, between and after the values: an address whose port is missing, or one that is known as far as
 * it holds what somebody gives variables; undefined for any other.
 */
export function textOfPieces(texts: readonly string[], values: readonly Value[]): Value | undefined {
  const address = addressOf(texts, values);
  if (address !== undefined) return address;
  const pieces = texts.flatMap((text, index): Piece[] => {
    const value = values[index];
    return value === undefined ? [text] : [text, ...piecesOf(value)];
  });
  return pieces.some((piece) => typeof piece === 'object')
    ? { kind: 'text', pieces: pieces.filter((piece) => piece !== '') }
    : undefined;
}

/** `"…%s:%s" % (…)`, `"…%(host)s" % {…}`; undefined where what is filled in is not known. */
export function percentText(pattern: string, second: Value): Value | undefined {
  const names = [...pattern.matchAll(/%(?:\((\w+)\))?[sd]/g)].map(([, name]) => name);
  const values = names[0] === undefined ? listed(second) : names.map((name) => entryOf(second, name));
  return textOfPieces(pattern.split(/%(?:\(\w+\))?[sd]/), values);
}

/** `"…{}:{1}{port}".format(…)` */
export function formatText(
  pattern: string,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value>,
): Value | undefined {
  const hole = /\{\w*\}/g;
  const values = [...pattern.matchAll(hole)].map(([each], index): Value => {
    const name = each.slice(1, -1);
    return (
      (/^\d*$/.test(name) ? positional[name === '' ? index : Number(name)] : named.get(name)) ?? { kind: 'unknown' }
    );
  });
  return textOfPieces(pattern.split(hole), values);
}

function listed(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value];
}

function entryOf(value: Value, name: string | undefined): Value {
  const entry = value.kind === 'dictionary' ? value.entries.get(name ?? '') : undefined;
  return entry ?? { kind: 'unknown' };
}

/** What a value is as a part of a text. */
export function piecesOf(value: Value): readonly Piece[] {
  if (value.kind === 'text') return value.pieces;
  if (value.kind === 'given' || value.kind === 'made')
    return [value.from === undefined ? undefined : { from: value.from }];
  if (value.kind === 'path') return [value.path];
  if (value.kind === 'constant' && typeof value.value === 'number') return [String(value.value)];
  return [stringOf(value)];
}
