/** A command of a platform's program, as that says what it takes. */
export interface ClientCommand {
  /** Long names of its options; true: a value follows. */
  readonly options: Readonly<Record<string, boolean>>;
  /** One-letter names. */
  readonly short: Readonly<Record<string, string>>;
  /** How many arguments it takes at most; after `--` a command of its own may stand where it takes any number (-1). */
  readonly arguments: number;
}

export type Client = Readonly<Record<string, ClientCommand>>;

/** A line as a POSIX shell takes it apart: plain words and quotes, and nothing that would need a shell. */
export function shellSplit(line: string): readonly string[] {
  return [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
}

/** The name of the command that a line runs, with the words of it: the longest name that the client has. */
export function commandIn(client: Client, words: readonly string[]): string | undefined {
  const [, ...rest] = words;
  const lengths = [3, 2, 1].filter((length) => length <= rest.length);
  return lengths.map((length) => rest.slice(0, length).join(' ')).find((name) => name in client);
}

/** What is wrong with a line for that client; nothing when it would be taken. */
export function faultsOf(client: Client, line: string): readonly string[] {
  const words = shellSplit(line);
  const name = commandIn(client, words);
  const known = name === undefined ? undefined : client[name];
  if (name === undefined || known === undefined) return [`${line}: there is no such command`];
  const faults: string[] = [];
  let positional = 0;
  const rest = words.slice(1 + name.split(' ').length);
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? '';
    if (word === '--') {
      if (known.arguments !== -1) faults.push(`${line}: takes nothing after --`);
      break;
    }
    if (!word.startsWith('-')) {
      positional += 1;
      continue;
    }
    const [given = '', value] = word.replace(/^--?/, '').split('=');
    const option = word.startsWith('--') ? given : (known.short[given] ?? '');
    if (!(option in known.options)) faults.push(`${line}: there is no ${word}`);
    else if (known.options[option] === true && value === undefined) at += 1;
  }
  if (known.arguments >= 0 && positional > known.arguments)
    faults.push(`${line}: ${positional} arguments are too many`);
  return faults;
}

/** Of a command of flyctl, by the text of its `--help`. */
export function fromFlyctlHelp(help: string): ClientCommand {
  const usage = /^Usage:\n\s*(.*)$/m.exec(help)?.[1] ?? '';
  const found = [
    ...help.matchAll(
      /^ {2}(?: {4}|-(\w), )--([\w-]+)(?: (string|int|duration|strings|float\w*|stringArray))?(?= |$)/gm,
    ),
  ];
  return {
    options: Object.fromEntries(found.map(([, , name = '', type]) => [name, type !== undefined])),
    short: Object.fromEntries(found.flatMap(([, letter, name = '']) => (letter === undefined ? [] : [[letter, name]]))),
    arguments: (usage.match(/<[^>]+>|\[[^\]]+\]/g) ?? []).filter((each) => each !== '[flags]').length,
  };
}

interface OclifCommand {
  readonly flags: Readonly<Record<string, { readonly char?: string; readonly type: string }>>;
  readonly args: Readonly<Record<string, unknown>>;
  readonly strict?: boolean;
}

/** Of a command of heroku, by its oclif manifest. */
export function fromOclif({ flags, args, strict }: OclifCommand): ClientCommand {
  const all = Object.entries(flags);
  return {
    options: Object.fromEntries(all.map(([name, { type }]) => [name, type === 'option'])),
    short: Object.fromEntries(all.flatMap(([name, { char }]) => (char === undefined ? [] : [[char, name]]))),
    arguments: strict === false ? -1 : Object.keys(args).length,
  };
}

interface SymfonyCommand {
  readonly definition: {
    readonly arguments: Readonly<Record<string, { readonly is_array: boolean }>>;
    readonly options: Readonly<Record<string, { name: string; shortcut: string; accept_value: boolean }>>;
  };
}

/** Of a command of upsun, by `upsun list --format json`. */
export function fromSymfony({ definition }: SymfonyCommand): ClientCommand {
  const options = Object.values(definition.options);
  const args = Object.values(definition.arguments);
  return {
    options: Object.fromEntries(options.map(({ name, accept_value }) => [name.replace(/^--/, ''), accept_value])),
    short: Object.fromEntries(
      options.flatMap(({ name, shortcut }) =>
        shortcut === '' ? [] : shortcut.split('|').map((each) => [each.replace(/^-/, ''), name.replace(/^--/, '')]),
      ),
    ),
    arguments: args.some(({ is_array }) => is_array) ? -1 : args.length,
  };
}
