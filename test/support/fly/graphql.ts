/** A field of a query: what it is called in the answer, what in the schema, its arguments, and what of it is wanted. */
export interface Field {
  readonly alias: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly fields: readonly Field[];
}

type Variables = Readonly<Record<string, unknown>>;

/** A value of the graph: plain, or a function of the field's arguments. */
export type Graph = { readonly [name: string]: unknown };

/** A query asks for what the graph does not have. */
export class UnknownField extends Error {}

/** The fields that a query or a mutation asks for at its root; fragments are put in their places. */
export function parseQuery(query: string, variables: Variables): readonly Field[] {
  const tokens = query.replaceAll(/#[^\n]*/g, '').match(/"(?:[^"\\]|\\.)*"|\.\.\.|[\w.-]+|[{}()[\]:!$=@]/g) ?? [];
  const fragments = new Map<string, readonly Field[]>();
  const operations: (readonly Field[])[] = [];
  const reader = new Reader(tokens, variables, fragments);
  // A fragment may stand after what uses it: read twice.
  for (const keep of [false, true]) {
    reader.back();
    while (reader.more()) {
      const { fragment, fields } = reader.definition();
      if (fragment !== undefined) fragments.set(fragment, fields);
      else if (keep) operations.push(fields);
    }
  }
  return operations[0] ?? [];
}

class Reader {
  #at = 0;
  readonly #tokens: readonly string[];
  readonly #variables: Variables;
  readonly #fragments: ReadonlyMap<string, readonly Field[]>;

  constructor(tokens: readonly string[], variables: Variables, fragments: ReadonlyMap<string, readonly Field[]>) {
    this.#tokens = tokens;
    this.#variables = variables;
    this.#fragments = fragments;
  }

  back(): void {
    this.#at = 0;
  }

  more(): boolean {
    return this.#at < this.#tokens.length;
  }

  definition(): { readonly fragment?: string; readonly fields: readonly Field[] } {
    const head: string[] = [];
    while (this.#tokens[this.#at] !== '{') head.push(this.#next());
    const fields = this.#selection();
    return head[0] === 'fragment' ? { fragment: head[1] ?? '', fields } : { fields };
  }

  #next(): string {
    return this.#tokens[this.#at++] ?? '';
  }

  #takes(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #selection(): readonly Field[] {
    const fields: Field[] = [];
    this.#next();
    while (!this.#takes('}') && this.more()) fields.push(...this.#member());
    return fields;
  }

  #member(): readonly Field[] {
    if (this.#takes('...')) {
      if (!this.#takes('on')) return this.#fragments.get(this.#next()) ?? [];
      this.#next();
      return this.#selection();
    }
    const first = this.#next();
    const name = this.#takes(':') ? this.#next() : first;
    const args = this.#takes('(') ? this.#arguments(')') : {};
    const fields = this.#tokens[this.#at] === '{' ? this.#selection() : [];
    return [{ alias: first, name, args, fields }];
  }

  #arguments(end: string): Record<string, unknown> {
    const args: Record<string, unknown> = {};
    while (!this.#takes(end)) {
      const name = this.#next();
      this.#takes(':');
      args[name] = this.#value();
    }
    return args;
  }

  #value(): unknown {
    if (this.#takes('$')) return this.#variables[this.#next()];
    if (this.#takes('{')) return this.#arguments('}');
    const token = this.#next();
    if (token.startsWith('"') || /^(-?\d|true$|false$|null$)/.test(token)) return JSON.parse(token) as unknown;
    return token;
  }
}

/** What the fields say of a value of the graph. Throws UnknownField, and what a function of the graph throws. */
export async function answer(fields: readonly Field[], graph: unknown): Promise<unknown> {
  const whole = await graph;
  if (whole === null || whole === undefined) return null;
  if (Array.isArray(whole)) return Promise.all(whole.map((each) => answer(fields, each)));
  if (fields.length === 0) return whole;
  const answered: Record<string, unknown> = {};
  for (const { alias, name, args, fields: inner } of fields) {
    const value = (whole as Graph)[name];
    if (value === undefined) throw new UnknownField(name);
    answered[alias] = await answer(inner, typeof value === 'function' ? (value(args) as unknown) : value);
  }
  return answered;
}
