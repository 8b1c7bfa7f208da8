/** A line that may be a command, and its number. */
export type CommandLine = readonly [text: string, line: number];

const HOLDS = /^(?:(?:export|local|readonly|declare)\s+)?([A-Za-z_]\w*)=(["'])([^]*)\2$/;
const RUNS = /^(?:(?:exec|eval|(?:\/\S*\/)?(?:ba|da)?sh\s+-\w*c)\s+)*"?\$\{?(\w+)\}?"?$/;

/** The lines, with a command that a shell's variable holds (`cmd="gunicorn site.wsgi"`) in the place of what runs it: `exec $cmd`, `bash -c "$cmd"`. */
export function withHeld(lines: readonly CommandLine[]): readonly CommandLine[] {
  const held = new Map<string, CommandLine>();
  return lines.map((each) => {
    const [text, line] = each;
    const [, name, quote, value = ''] = HOLDS.exec(text) ?? [];
    if (name !== undefined) held.set(name, [quote === '"' ? value.replaceAll(/\\(["$`\\])/g, '$1') : value, line]);
    return held.get(RUNS.exec(text)?.[1] ?? '') ?? each;
  });
}
