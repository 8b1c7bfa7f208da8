/** Prints as `--json` does. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 4)}\n`);
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What a person is told on the way. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
