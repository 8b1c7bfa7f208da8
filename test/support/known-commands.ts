import { readFileSync, writeFileSync } from 'node:fs';
import { reports } from '../summary/every-platform.ts';
import { type Client, type ClientCommand, shellSplit } from './client-commands.ts';

const file = new URL('../platforms/client-commands.json', import.meta.url);

type Clients = Readonly<Record<string, Client>>;

/** Every line that a summary tells somebody to type. */
export const printedLines: readonly string[] = Object.values(reports())
  .flatMap(({ sections }) => sections)
  .flatMap(({ commands = [], items = [] }) => [
    ...commands.map(({ command }) => command),
    ...items.flatMap(({ next = [] }) => next.flatMap(commandOf)),
  ]);

/** What stands behind a word of what it does. */
function commandOf(line: string): readonly string[] {
  const [, command] = /^(?:[^:]+: )?((?:flyctl|heroku|upsun|platform) .*)$/.exec(line) ?? [];
  return command === undefined ? [] : [command];
}

/** What the platforms' programs say of the commands that we print. */
export function knownCommands(): Clients {
  return JSON.parse(readFileSync(file, 'utf8')) as Clients;
}

/**
 * The commands of a program that are known, as it says now that they are. With `RECORD=write` what it says of the commands
 * that are printed becomes what is known.
 */
export function commandsNow(
  program: string,
  saidOf: (name: string) => ClientCommand | undefined,
): { readonly known: Client; readonly now: Readonly<Record<string, ClientCommand | undefined>> } {
  if (process.env['RECORD'] === 'write') write(program, saidOf);
  const known = knownCommands()[program] ?? {};
  return { known, now: Object.fromEntries(Object.keys(known).map((name) => [name, saidOf(name)])) };
}

function write(program: string, saidOf: (name: string) => ClientCommand | undefined): void {
  const words = printedLines.map(shellSplit).filter(([first]) => first === program);
  const found = words.flatMap(([, ...rest]): readonly (readonly [string, ClientCommand])[] => {
    for (const length of [3, 2, 1]) {
      const name = rest.slice(0, length).join(' ');
      const said = saidOf(name);
      if (said !== undefined) return [[name, said]];
    }
    return [];
  });
  const commands = Object.fromEntries(found.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify({ ...knownCommands(), [program]: commands }, undefined, 2)}\n`);
}
