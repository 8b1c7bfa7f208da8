import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reuseCompiledCode } from './cache-folder/compiled-code.ts';
import type * as Commander from 'commander';
import type { Verb } from './commands/catalogue.ts';
import type { Invocation } from './commands/command.ts';
import type { OptionSpec } from './commands/option-specs.ts';
import { OutputClosed } from './commands/output-closed.ts';

const FAILURE = 1;
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
  const interruption = new AbortController();
  stdout.on('error', (error) => interruption.abort(new OutputClosed(error)));
  // Talk that nobody hears is no reason to stop half-way.
  stderr.on('error', () => {});
  const version = readVersion();
  if (argv[0] === '--version' || argv[0] === '-V') {
    stdout.write(`${version}\n`);
    return 0;
  }
  const keepCompiledCode = reuseCompiledCode(dirname(fileURLToPath(import.meta.url)));
  const parsed = await parse(argv, version, stdout, stderr);
  if (typeof parsed === 'number') return parsed;
  haveHome(env);
  const stopListening = onInterrupt(interruption);
  try {
    const { perform } = await import('./commands/perform.ts');
    const { signal } = interruption;
    const code = await perform(parsed.verb, parsed.invocation, { env, stdout, stderr, version, signal });
    return await afterOutput(code, { stdout, stderr, signal });
  } finally {
    stopListening();
    keepCompiledCode();
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
  const [commander, { verbs, help }] = await Promise.all([import('commander'), import('./commands/catalogue.ts')]);
  // What was typed needs its own options only; every other line of arguments is for help, or wrong.
  const typed = verbs.filter(({ name }) => name === argv[0]);
  const program = createProgram(
    commander,
    { verbs: typed.length > 0 ? typed : verbs, help, version },
    (verb, dir, options) => {
      parsed = { verb, invocation: { verb: verb.name, dir, options, command } };
    },
  );
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

interface Lists {
  readonly verbs: readonly Verb[];
  readonly help: OptionSpec;
  readonly version: string;
}

function createProgram(commander: typeof Commander, { verbs, help, version }: Lists, take: Take): Commander.Command {
  const program = new commander.Command('simple-deploy')
    .description('Deploys any Django project, nested or not, as a container, without changing one local file.')
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError('(simple-deploy --help lists what there is)');
  for (const verb of verbs) {
    const command = program
      .command(verb.name)
      .description(verb.about)
      .argument('[dir]', 'folder of the project (default: this one)', undefined);
    command.addHelpOption(toOption(commander, help));
    command.showHelpAfterError(`(simple-deploy ${verb.name} --help lists the options)`);
    for (const option of verb.options) command.addOption(toOption(commander, option));
    command.action((dir: string | undefined, options: Record<string, unknown>) => take(verb, dir, options));
  }
  return program;
}

function toOption(commander: typeof Commander, { flags, about, repeatable, group }: OptionSpec): Commander.Option {
  const option = new commander.Option(flags, about).helpGroup(group);
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

interface Ending {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

/**
 * The exit code once all data has gone out. `simple-deploy logs | head` closes the pipe early: what ran for it has been
 * stopped, and there is nothing to say. A disk that is full is a failure.
 */
async function afterOutput(code: number, { stdout, stderr, signal }: Ending): Promise<number> {
  // Not its error: that one has been heard.
  await new Promise<void>((resolve) => stdout.write('', () => resolve()));
  const { reason } = signal;
  if (!(reason instanceof OutputClosed)) return code;
  if (reason.code === 'EPIPE') return 0;
  stderr.write(`Error: what goes to stdout cannot be written: ${reason.message}\n`);
  return FAILURE;
}

/** Libraries ask for the home when they are loaded; a user without a name, as clusters run containers under, has none. */
function haveHome(env: NodeJS.ProcessEnv): void {
  try {
    homedir();
  } catch {
    env['HOME'] = '/nonexistent';
  }
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
