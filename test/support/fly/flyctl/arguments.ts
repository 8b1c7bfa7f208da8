import { Failure } from './client.ts';

/** What a command line says: words that are no flags, and flags with their values ("true" for those that have none). */
export interface Arguments {
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
}

/** Flags that take no value of their own. */
const switches = new Set([
  'json',
  'yes',
  'quiet',
  'stage',
  'no-tail',
  'local-only',
  'detach',
  'now',
  'skip-release-command',
  'ha',
  'dns-checks',
  'smoke-checks',
  'pty',
  'enable-postgis-support',
]);

/** Flags that take one. */
const valued = new Set([
  'app',
  'config',
  'org',
  'region',
  'name',
  'size',
  'image',
  'env',
  'plan',
  'machine',
  'volume-size',
  'variable-name',
]);

const short: Readonly<Record<string, string>> = {
  a: 'app',
  c: 'config',
  o: 'org',
  r: 'region',
  y: 'yes',
  j: 'json',
  q: 'quiet',
  n: 'name',
  s: 'size',
  i: 'image',
  e: 'env',
};

/** Reads argv as flyctl does: `--name value`, `--name=value`, `-n value`. A flag it does not know is an error, as with flyctl. */
export function readArguments(argv: readonly string[]): Arguments {
  const words: string[] = [];
  const flags: Record<string, string> = {};
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    const [, long, letter, value] = /^(?:--([a-z-]+)|-([A-Za-z]))(?:=(.*))?$/s.exec(word) ?? [];
    const name = long ?? short[letter ?? ''];
    if ((letter ?? long) !== undefined && !switches.has(name ?? '') && !valued.has(name ?? ''))
      throw new Failure(`unknown flag: ${word}`);
    if (name === undefined) words.push(word);
    else if (value !== undefined) flags[name] = value;
    else if (switches.has(name)) flags[name] = 'true';
    else flags[name] = argv[(at += 1)] ?? '';
  }
  return { words, flags };
}
