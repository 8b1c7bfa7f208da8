/** Name, value, and where it was read. */
export type Row = readonly [name: string, value: string, where: string];

const GAP = 2;
/** A third column narrower than this would hold a word or two a line. */
const NARROWEST = 24;
/** A value longer than this does not move the third column of the others. */
const WIDEST = 44;

/**
 * Rows as lines of three aligned columns. Where `columns` says how wide the terminal is and they do not fit, the third
 * column is wrapped within itself; where it would be too narrow for that, it stands below the value.
 */
export function tableLines(rows: readonly Row[], columns = Number.POSITIVE_INFINITY): string[] {
  const name = widest(rows.map(([each]) => each)) + GAP;
  const value = widest(rows.filter(([, , where]) => where !== '').map(([, each]) => each)) + GAP;
  const room = columns - name - value;
  const aside = room >= Math.min(NARROWEST, Math.max(...rows.map(([, , where]) => where.length)));
  const fits = ([, each, where]: Row): boolean =>
    each.length <= value || where === '' || name + each.length + GAP + Math.min(NARROWEST, where.length) <= columns;
  return rows.flatMap((row) => (aside && fits(row) ? beside(row, name, value, columns) : below(row, name, columns)));
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length).filter((length) => length <= WIDEST));
}

function beside([name, value, where]: Row, nameWidth: number, valueWidth: number, columns: number): string[] {
  const taken = nameWidth + Math.max(valueWidth, value.length + GAP);
  const [first = '', ...rest] = wrapped(where, columns - taken);
  const head = name.padEnd(nameWidth) + value.padEnd(valueWidth - GAP);
  return [`${head}${' '.repeat(GAP)}${first}`.trimEnd(), ...rest.map((line) => ' '.repeat(taken) + line)];
}

function below([name, value, where]: Row, nameWidth: number, columns: number): string[] {
  const values = wrapped(value, columns - nameWidth);
  const places = where === '' ? [] : wrapped(where, columns - nameWidth - GAP).map((line) => ' '.repeat(GAP) + line);
  return [...values, ...places].map((line, index) => (index === 0 ? name : '').padEnd(nameWidth) + line);
}

/** Breaks at blanks only: a path or a module that is cut cannot be copied. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
