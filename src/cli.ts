import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type * as Commander from 'commander';
import type { OptionSpec, Verb } from './commands/catalogue.ts';
import type { Invocation } from './commands/command.ts';

const USAGE = 2;
const INTERRUPTED = 130;
/** How long what was interrupted may take to clean up. */
const GRACE_MS = 10_000;

/**
 * The command line: parses the arguments (without node and script), carries the verb out and gives the exit code.
 * 0 done, 1 a failure that was explained, 2 usage, 70 a bug of ours, 130 interrupted.
 */
export async function main(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  stdout: NodeJS.WriteStream,
  stderr: NodeJS.WriteStream,
): Promise<number> {
  for (const stream of [stdout, stderr]) stream.on('error', leaveQuietlyOnClosedPipe);
  const version = readVersion();
  if (argv[0] === '--version' || argv[0] === '-V') {
    stdout.write(`${version}\n`);
    return 0;
  }
  const parsed = await parse(argv, version, stdout, stderr);
  if (typeof parsed === 'number') return parsed;
  const interruption = new AbortController();
  const stopListening = onInterrupt(interruption);
  try {
    const { perform } = await import('./commands/perform.ts');
    const { signal } = interruption;
    return await perform(parsed.verb, parsed.invocation, { env, stdout, stderr, version, signal });
  } finally {
    stopListening();
  }
}

interface Parsed {
  readonly verb: Verb;
  readonly invocation: Invocation;
}

/** What was typed, or the exit code when there is nothing left to do (help, a usage error). */
async function parse(
  argv: readonly string[],
  version: string,
  stdout: NodeJS.WriteStream,
  stderr: NodeJS.WriteStream,
): Promise<Parsed | number> {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  const command = end === -1 ? [] : argv.slice(end + 1);
  let parsed: Parsed | undefined;
  // `--version` does without the parser: it is asked for often, by scripts.
  const [commander, { verbs }] = await Promise.all([import('commander'), import('./commands/catalogue.ts')]);
  const program = createProgram(commander, verbs, version, (verb, dir, options) => {
    parsed = { verb, invocation: { verb: verb.name, dir, options, command } };
  });
  for (const each of [program, ...program.commands]) {
    each.exitOverride().configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    });
  }
  try {
    program.parse([...own], { from: 'user' });
  } catch (error) {
    if (error instanceof commander.CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    throw error;
  }
  if (parsed === undefined) return USAGE;
  if (command.length > 0 && parsed.verb.takesCommand !== true) {
    stderr.write(`error: ${parsed.verb.name} takes no command after --\n`);
    return USAGE;
  }
  return parsed;
}

type Take = (verb: Verb, dir: string | undefined, options: Readonly<Record<string, unknown>>) => void;

function createProgram(
  commander: typeof Commander,
  verbs: readonly Verb[],
  version: string,
  take: Take,
): Commander.Command {
  const program = new commander.Command('simple-deploy')
    .description('Deploys any Django project, nested or not, as a container, without changing one local file.')
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError('(simple-deploy --help lists what there is)');
  for (const verb of verbs) {
    const command = program
      .command(verb.name)
      .description(verb.about)
      .argument('[dir]', 'folder of the project', undefined);
    command.showHelpAfterError(`(simple-deploy ${verb.name} --help lists the options)`);
    for (const option of verb.options) command.addOption(toOption(commander, option));
    command.action((dir: string | undefined, options: Record<string, unknown>) => take(verb, dir, options));
  }
  return program;
}

function toOption(commander: typeof Commander, { flags, about, repeatable }: OptionSpec): Commander.Option {
  const option = new commander.Option(flags, about);
  if (repeatable) option.argParser((value: string, sofar: readonly string[] | undefined) => [...(sofar ?? []), value]);
  return option;
}

/** The first signal cancels what runs, the second one, or a clean-up that hangs, ends the process. */
function onInterrupt(interruption: AbortController): () => void {
  let hang: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    if (interruption.signal.aborted) process.exit(INTERRUPTED);
    interruption.abort();
    hang = setTimeout(() => process.exit(INTERRUPTED), GRACE_MS).unref();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return () => {
    clearTimeout(hang);
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  };
}

/** `simple-deploy logs | head` closes the pipe early: nobody reads on, so there is nothing to say. */
function leaveQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return (manifest as { readonly version: string }).version;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // No top-level await: the bundle in dist is CommonJS.
  void main(process.argv.slice(2), process.env, process.stdout, process.stderr).then((code) => {
    process.exitCode = code;
  });
}
