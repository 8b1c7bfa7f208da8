import { unknown, type Value } from './values.ts';

/** More than any settings hold: code that doubles a list or a text again and again would fill the memory. */
const MOST_ITEMS = 5_000;
const MOST_LETTERS = 500_000;

/** The value, unless it is larger than what settings hold: then nothing is known of it. */
export function bounded(value: Value): Value {
  return sizeOf(value) > 1 ? unknown : value;
}

/** In parts of the most that is followed. */
function sizeOf(value: Value): number {
  switch (value.kind) {
    case 'constant':
      return typeof value.value === 'string' ? value.value.length / MOST_LETTERS : 0;
    case 'path':
      return value.path.length / MOST_LETTERS;
    case 'list':
      return value.items.length / MOST_ITEMS;
    case 'text':
      return value.pieces.length / MOST_ITEMS;
    default:
      return 0;
  }
}
