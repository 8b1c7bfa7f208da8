import { arch, platform, release } from 'node:os';
import { renderWords } from '../messages/render.ts';
import { UserError } from '../problems.ts';
import { createRedactor, type Redactor } from '../redact.ts';
import { logOutsideCalls } from '../run-log-outside.ts';
import { openRunLog } from '../run-log.ts';
import { saysAddress, saysSecret } from '../secret-names.ts';
import { openTerminal } from '../terminal.ts';
import type { Verb } from './catalogue.ts';
import type { Invocation, World } from './command.ts';
import { OutputClosed } from './output-closed.ts';
import { wordsHere } from './words-here.ts';

export const EXIT = { failure: 1, usage: 2, bug: 70, interrupted: 130 } as const;

export interface PerformDoors {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly version: string;
  readonly signal: AbortSignal;
}

/** Carries a verb out with a log and a terminal of its own, and turns what it throws into words and an exit code. */
export async function perform(verb: Verb, invocation: Invocation, doors: PerformDoors): Promise<number> {
  const redactor = createRedactor();
  learnSecrets(redactor, doors.env, invocation);
  const log = openRunLog(verb.name, redactor, invocation.options['dryRun'] === true);
  const verbose = invocation.options['verbose'] === true;
  const terminal = await openTerminal(doors.stderr, { verbose, env: doors.env, redactor });
  const { env, stdout, version, signal } = doors;
  const { dir } = invocation;
  const world: World = { env, cwd: process.cwd(), dir, version, stdout, terminal, log, redactor, signal };
  log.write({
    kind: 'start',
    title: verb.name,
    detail: { version, node: process.version, system: `${platform()} ${release()} ${arch()}`, invocation },
  });
  const stopLogging = logOutsideCalls(log.write);
  let exitCode: number = EXIT.bug;
  try {
    const { command } = await verb.load();
    exitCode = (await command(invocation, world)) ?? 0;
  } catch (error) {
    exitCode = explain(error, world);
  } finally {
    terminal.close();
    sayLost(world);
    stopLogging();
    log.close(exitCode);
  }
  return exitCode;
}

/** Says what went wrong; gives the exit code. */
function explain(error: unknown, world: World): number {
  const { terminal, log, signal } = world;
  terminal.close();
  const detail = detailOf(error);
  if (signal.reason instanceof OutputClosed) {
    log.write({ kind: 'failure', title: 'stdout closed', detail });
    return EXIT.failure;
  }
  if (signal.aborted) {
    log.write({ kind: 'failure', title: 'interrupted', detail });
    terminal.say('Interrupted. What was running has been stopped.');
    return EXIT.interrupted;
  }
  if (error instanceof UserError) {
    log.write({ kind: 'failure', title: error.problem.code, detail: { problem: error.problem, ...detail } });
    terminal.say(renderWords(wordsHere(error.problem, world), terminal.style));
    if (log.file !== undefined && !isUsage(error)) terminal.say(terminal.style.dim(`  Log of this run: ${log.file}`));
    return isUsage(error) ? EXIT.usage : EXIT.failure;
  }
  log.write({ kind: 'failure', title: 'unexpected', detail });
  terminal.say(`${terminal.style.red('Error:')} something in simple-deploy itself went wrong: ${firstLine(error)}`);
  if (log.file !== undefined) terminal.say(`  Log of this run: ${log.file}`);
  terminal.say('→ Please report it where you got simple-deploy from, with that log: secrets are taken out of it');
  return EXIT.bug;
}

/** Who looks for a log later is told now that there is none. */
function sayLost({ log, terminal }: World): void {
  const reason = log.lost();
  if (reason === undefined) return;
  const what =
    log.file === undefined ? 'There is no log of this run' : `The log of this run is not whole (${log.file})`;
  terminal.say(terminal.style.dim(`${what}: ${reason}. XDG_STATE_HOME names another folder for it.`));
}

/** Stack and chain of causes, for the log. */
function detailOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { thrown: String(error) };
  return { stack: error.stack, ...(error.cause === undefined ? {} : { cause: detailOf(error.cause) }) };
}

function isUsage(error: UserError): boolean {
  return error.problem.code.startsWith('option-') || error.problem.code === 'run-without-command';
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/** Values that are secret whatever the verb does with them. */
function learnSecrets(redactor: Redactor, env: NodeJS.ProcessEnv, { options }: Invocation): void {
  for (const [name, value] of Object.entries(env)) {
    if (saysSecret(name)) redactor.add(value);
    if (saysAddress(name)) redactor.addPassword(value);
    if (name === 'DATABASE_URL') redactor.add(value);
  }
  for (const pair of [options['env'], options['buildArg']].flat()) {
    if (typeof pair !== 'string' || !pair.includes('=')) continue;
    redactor.addVariable(pair.slice(pair.indexOf('=') + 1));
  }
}
