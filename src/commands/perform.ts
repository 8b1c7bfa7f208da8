import { arch, platform, release } from 'node:os';
import { createRedactor, type Redactor } from '../redact.ts';
import { logOutsideCalls } from '../run-log-outside.ts';
import { openRunLog } from '../run-log.ts';
import { saysAddress, saysSecret } from '../secret-names.ts';
import { failureReport } from '../summary/failure.ts';
import { openTerminal } from '../terminal.ts';
import type { Verb } from './catalogue.ts';
import type { Invocation, World } from './command.ts';
import { bug, EXIT, explain, type Explained } from './explain.ts';
import { createJournal } from './journal.ts';
import { summaryFileOf } from './summary-file.ts';

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
  const isDryRun = invocation.options['dryRun'] === true;
  const log = openRunLog(verb.name, redactor, isDryRun || verb.keepsNoLog === true);
  const verbose = invocation.options['verbose'] === true;
  const terminal = await openTerminal(doors.stderr, { verbose, env: doors.env, redactor });
  const { env, stdout, version, signal } = doors;
  const cwd = process.cwd();
  const from = { env, cwd, dir: invocation.dir, version, stdout, terminal, log, redactor, signal };
  let world: World = { ...from, journal: createJournal(), summaryFile: undefined };
  const system = `${platform()} ${release()} ${arch()}`;
  log.write({ kind: 'start', title: verb.name, detail: { version, node: process.version, system, cwd, invocation } });
  const stopLogging = logOutsideCalls(log.write);
  const stopWatching = watchForCrash(world);
  let exitCode: number = EXIT.bug;
  try {
    world = { ...world, summaryFile: summaryFileOf(invocation, cwd) };
    const { command } = await verb.load();
    exitCode = (await command(invocation, world)) ?? 0;
  } catch (error) {
    const explained = explain(error, world);
    exitCode = explained.exitCode;
    if (verb.hasSummary === true && !isDryRun) await tellOfFailure(verb, explained, world);
  } finally {
    terminal.close();
    sayLost(world);
    stopLogging();
    stopWatching();
    log.close(exitCode);
  }
  return exitCode;
}

/** What went wrong outside of anything that waits for it ends the process: with words, an exit code and the end of the log. */
function watchForCrash(world: World): () => void {
  const onCrash = (error: unknown): void => {
    const { exitCode } = bug(error, world);
    process.exit(exitCode);
  };
  // Whatever ends the process in an orderly way, such as a second signal.
  const onExit = (exitCode: number): void => world.log.close(exitCode);
  process.on('uncaughtException', onCrash).on('exit', onExit);
  return () => void process.off('uncaughtException', onCrash).off('exit', onExit);
}

async function tellOfFailure({ name }: Verb, { words }: Explained, world: World): Promise<void> {
  const { file } = world.log;
  if (words === undefined || file === undefined) return;
  const { tellFailure } = await import('./tell.ts');
  await tellFailure(failureReport({ verb: name, words, steps: world.journal.lines(), log: file }), world);
}

/** Who looks for a log later is told now that there is none. */
function sayLost({ log, terminal }: World): void {
  const reason = log.lost();
  if (reason === undefined) return;
  const what =
    log.file === undefined ? 'There is no log of this run' : `The log of this run is not whole (${log.file})`;
  terminal.say(terminal.style.dim(`${what}: ${reason}. XDG_STATE_HOME names another folder for it.`));
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
    const end = pair.indexOf('=');
    redactor.addVariable(pair.slice(end + 1), pair.slice(0, end));
  }
}
