import { renderWords } from '../messages/render.ts';
import type { Words } from '../messages/words.ts';
import { UserError } from '../problems.ts';
import type { World } from './command.ts';
import { OutputClosed } from './output-closed.ts';
import { wordsHere } from './words-here.ts';

export const EXIT = { failure: 1, usage: 2, bug: 70, interrupted: 130 } as const;

/** What a failure comes to: the exit code, and the words of its summary, where there is one to tell. */
export interface Explained {
  readonly exitCode: number;
  readonly words?: Words;
}

/** Says what went wrong on the terminal and in the log. */
export function explain(error: unknown, world: World): Explained {
  const { terminal, log, signal } = world;
  terminal.close();
  const detail = detailOf(error);
  if (signal.reason instanceof OutputClosed) {
    log.write({ kind: 'failure', title: 'stdout closed', detail });
    return { exitCode: EXIT.failure };
  }
  if (signal.aborted) {
    log.write({ kind: 'failure', title: 'interrupted', detail });
    const what = 'Interrupted. What was running has been stopped.';
    terminal.say(what);
    return { exitCode: EXIT.interrupted, words: { what, next: ['The same command takes up from what exists now.'] } };
  }
  if (error instanceof UserError) {
    log.write({ kind: 'failure', title: error.problem.code, detail: { problem: error.problem, ...detail } });
    const words = wordsHere(error.problem, world);
    terminal.say(renderWords(words, terminal.style));
    if (isUsage(error)) return { exitCode: EXIT.usage };
    sayLog(world, terminal.style.dim);
    return { exitCode: EXIT.failure, words };
  }
  return bug(error, world);
}

/** Says that something of ours went wrong. */
export function bug(error: unknown, world: Pick<World, 'terminal' | 'log'>): Explained {
  const { terminal, log } = world;
  log.write({ kind: 'failure', title: 'unexpected', detail: detailOf(error) });
  const what = `something in simple-deploy itself went wrong: ${firstLine(error)}`;
  const report = 'Please report it where you got simple-deploy from, with that log: secrets are taken out of it';
  terminal.say(`${terminal.style.red('Error:')} ${what}`);
  sayLog(world, (text) => text);
  terminal.say(`→ ${report}`);
  return { exitCode: EXIT.bug, words: { what, next: [report] } };
}

function sayLog({ terminal, log }: Pick<World, 'terminal' | 'log'>, style: (text: string) => string): void {
  if (log.file !== undefined) terminal.say(style(`  Log of this run: ${log.file}`));
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
