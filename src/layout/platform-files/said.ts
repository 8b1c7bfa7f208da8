/** What a place of a file says, whatever the file is written in: a text, a table of keys, or a list. */
export interface Said {
  /** 1-based. */
  readonly line: number;
  /** A scalar; that of a block (`|`) keeps its line ends. */
  readonly text?: string;
  /** Of a block, whose lines begin behind `line`. */
  readonly isBlock?: true;
  readonly keys: ReadonlyMap<string, Said>;
  readonly items: readonly Said[];
}

const NO_KEYS: ReadonlyMap<string, Said> = new Map();

/** A text at a line. */
export function textSaid(line: number, text: string): Said {
  return { line, text, keys: NO_KEYS, items: [] };
}

/** A table at a line. */
export function tableSaid(line: number, keys: ReadonlyMap<string, Said>): Said {
  return { line, keys, items: [] };
}

/** A list at a line. */
export function listSaid(line: number, items: readonly Said[]): Said {
  return { line, keys: NO_KEYS, items };
}

/** What stands at a path of keys. */
export function at(said: Said | undefined, ...keys: readonly string[]): Said | undefined {
  return keys.reduce<Said | undefined>((here, key) => here?.keys.get(key), said);
}

/** The text at a path of keys; undefined for anything else, and for an empty one. */
export function textAt(said: Said | undefined, ...keys: readonly string[]): string | undefined {
  const text = at(said, ...keys)?.text;
  return text === '' ? undefined : text;
}

/** The things of a list at a path of keys. */
export function itemsAt(said: Said | undefined, ...keys: readonly string[]): readonly Said[] {
  return at(said, ...keys)?.items ?? [];
}

/** The keys of a table at a path of keys, with what each says. */
export function entriesAt(said: Said | undefined, ...keys: readonly string[]): readonly (readonly [string, Said])[] {
  return [...(at(said, ...keys)?.keys ?? NO_KEYS)];
}
