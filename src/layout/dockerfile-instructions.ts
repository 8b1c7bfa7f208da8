/** An instruction of a Dockerfile with its continuation lines, and the 1-based line that it begins at. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
  readonly line: number;
  /** Of FROM: the name of the stage. */
  readonly alias?: string;
}

/** The instructions of a Dockerfile. Of FROM no more than the image, with ARGs at their defaults. */
export function instructions(text: string): readonly Instruction[] {
  const args = new Map<string, string>();
  return joined(text).map((each) => {
    if (each.name === 'ARG') for (const [key, value] of assigned(each.text)) args.set(key, value);
    if (each.name !== 'FROM') return each;
    const [image = '', as = '', alias] = withoutFlags(each.text).split(/\s+/);
    const named = /^as$/i.test(as) && alias !== undefined ? { alias } : {};
    return {
      ...each,
      text: substituted(
        image,
        (key) => args.get(key),
        () => '',
      ),
      ...named,
    };
  });
}

function joined(text: string): readonly Instruction[] {
  const found: Instruction[] = [];
  let open = false;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const last = found.at(-1);
    if (open && last !== undefined) {
      found[found.length - 1] = { ...last, text: `${last.text} ${line.replace(/\\$/, '')}` };
    } else {
      const [, name = '', rest = ''] = /^(\w+)\s+(.*?)\\?$/.exec(line) ?? [];
      found.push({ name: name.toUpperCase(), text: rest, line: index + 1 });
    }
    open = line.endsWith('\\');
  }
  return found;
}

/** What ARG and ENV give values, quotes taken off: `A=1 B="2 3"`. */
export function assigned(text: string): readonly (readonly [name: string, value: string])[] {
  return [...text.matchAll(/(?:^|\s)(\w+)=("[^"]*"|'[^']*'|\S*)/g)].map(([, name = '', value = '']) => [
    name,
    value.replaceAll(/^["']|["']$/g, ''),
  ]);
}

function withoutFlags(text: string): string {
  return text.replace(/^(--\S+\s+)+/, '').trim();
}

/** `$NAME`, `${NAME}`, `${NAME:-default}`; `lacking` gives what a name without a value becomes. */
export function substituted(
  text: string,
  valueOf: (name: string) => string | undefined,
  lacking: (written: string) => string,
): string {
  return text.replaceAll(
    /\$\{(\w+)(?::?-([^}]*))?\}|\$(\w+)/g,
    (written: string, braced?: string, otherwise?: string, bare?: string) =>
      valueOf(braced ?? bare ?? '') ?? otherwise ?? lacking(written),
  );
}
