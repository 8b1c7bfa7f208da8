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
    if (each.name === 'ARG')
      for (const [key, value] of definitions(each.text)) if (value !== undefined) args.set(key, value);
    if (each.name !== 'FROM') return each;
    const [image = '', as = '', alias] = withoutFlags(each.text).split(/\s+/);
    const named = /^as$/i.test(as) && alias !== undefined ? { alias } : {};
    return { ...each, text: substituted(image, args), ...named };
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

function definitions(text: string): readonly (readonly [string, string | undefined])[] {
  return text
    .split(/\s+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name, value.length === 0 ? undefined : value.join('=').replaceAll(/^["']|["']$/g, '')];
    });
}

function withoutFlags(text: string): string {
  return text.replace(/^(--\S+\s+)+/, '').trim();
}

/** `$NAME`, `${NAME}`, `${NAME:-default}`; a name without a value is left out. */
function substituted(text: string, args: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\{(\w+)(?::?-([^}]*))?\}|\$(\w+)/g, (_, braced, otherwise, bare) => {
    return args.get(String(braced ?? bare)) ?? String(otherwise ?? '');
  });
}
