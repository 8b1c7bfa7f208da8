import { UserError } from '../../problems.ts';
import type { Step, StepResult } from '../../values/step.ts';
import type { LogsRequest, Outcome, Plan, RunRequest } from '../types.ts';
import { parseAnswer, textAt } from '../answers.ts';
import { page } from './names.ts';
import type { FlyNow } from './observe.ts';
import { presentApp, presentMachine } from './present.ts';
import { flyctl } from './program.ts';
import { inProject } from '../shell-words.ts';

const longestLook = 10_000;

const nothing: Outcome = { changed: false, data: [], urls: [], facts: [], notes: [], docs: [page] };

/**
 * Runs a command on a machine of the server, started when it sleeps. With a terminal it has that, over SSH; without one it goes
 * through the Machines API, which gives its output at the end. Throws `app-absent`, `command-missing`.
 */
export function planRun(now: FlyNow, request: RunRequest): Plan {
  const { app, command } = request;
  const [program, ...args] = command;
  if (program === undefined) throw new UserError({ code: 'command-missing' });
  const machine = presentMachine(now, request);
  const argv = program.endsWith('manage.py') ? ['python', program, ...args] : command;
  const line = inProject(argv);
  const start: Step = {
    id: 'start',
    title: `Start machine ${machine.id}`,
    why: 'It sleeps without traffic.',
    effect: flyctl(now.program, ['machine', 'start', machine.id, '-a', app]),
  };
  const run: Step = {
    id: 'run',
    title: `Run ${command.join(' ')}`,
    why: 'It was asked for.',
    effect: now.terminal
      ? flyctl(now.program, ['ssh', 'console', '-a', app, '--machine', machine.id, '--pty', '-C', line], {
          output: 'terminal',
        })
      : flyctl(now.program, ['machine', 'exec', machine.id, line, '-a', app, '--json'], { output: 'hidden' }),
  };
  return {
    steps: [...(machine.state === 'started' ? [] : [start]), run],
    outcome: (results) =>
      ran(
        results.find(({ id }) => id === 'run'),
        now.terminal,
      ),
  };
}

function ran(result: StepResult | undefined, terminal: boolean): Outcome {
  if (terminal || result === undefined) return { ...nothing, exitCode: result?.exitCode ?? 0 };
  const answer = parseAnswer(result.output ?? '');
  const text = ['stdout', 'stderr'].map((name) => textAt(answer, name)).join('');
  const data = text === '' ? [] : [text.replace(/\n$/, '')];
  return { ...nothing, data, exitCode: Number(textAt(answer, 'exit_code') || '0') };
}

/** Shows what the app writes; of a process, what its machine writes. Throws `app-absent`, `process-unknown`. */
export function planLogs(now: FlyNow, request: LogsRequest): Plan {
  const { app, process, follow, tail } = request;
  presentApp(now, request);
  const machine = process === undefined ? [] : ['--machine', presentMachine(now, request, process).id];
  const args = ['logs', '-a', app, ...machine, ...(follow ? [] : ['--no-tail'])];
  // Of an app that has written nothing, flyctl waits for the first line.
  const all = follow ? {} : { limitMs: longestLook };
  const last = follow || tail === 'all' ? all : { ...all, lastLines: tail };
  const step: Step = {
    id: 'logs',
    title: `Read the log of ${app}`,
    why: 'It was asked for.',
    effect: flyctl(now.program, args, { output: 'data', ...last }),
  };
  return {
    steps: [step],
    outcome: ([result]) => ({ ...nothing, ...(result?.exitCode && { exitCode: result.exitCode }) }),
  };
}
