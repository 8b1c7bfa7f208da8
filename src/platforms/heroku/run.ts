import { UserError } from '../../problems.ts';
import type { LogsRequest, Outcome, Plan, RunRequest } from '../types.ts';
import { shellWords } from '../shell-words.ts';
import { call, tokenEnded } from './call.ts';
import { page } from './names.ts';
import type { HerokuNow } from './observe.ts';
import { presentApp } from './present.ts';
import { current } from './release.ts';

const nothing: Outcome = { changed: false, data: [], urls: [], facts: [], notes: [], docs: [page] };
/** What stands before the exit code; no text has it (heroku/cli, run/dyno.ts). */
const mark = '\uFFFF heroku-command-exit-status:';
/** Lines that Logplex keeps. */
const kept = 1500;

/**
 * Runs a command in a dyno of its own, of the image that serves, with the person's terminal where there is one. Throws
 * `app-absent`, `command-missing`, `choice-impossible` where nothing was released yet.
 */
export function planRun(now: HerokuNow, request: RunRequest): Plan {
  const { app, command } = request;
  const [program, ...args] = command;
  if (program === undefined) throw new UserError({ code: 'command-missing' });
  presentApp(now, request);
  if (current(now) === undefined) {
    const what = `Nothing was released to ${app} yet, so there is no image to run a command in.`;
    throw new UserError({ code: 'choice-impossible', what, next: ['simple-deploy push --to heroku'] });
  }
  const argv = program.endsWith('manage.py') ? ['python', program, ...args] : command;
  const { terminal } = now;
  const body = {
    command: `${shellWords(argv)} ; echo "${mark} $?"`,
    attach: true,
    ...(terminal ? { env: terminal } : { force_no_tty: true }),
  };
  return {
    steps: [
      {
        id: 'run',
        title: `Run ${command.join(' ')}`,
        why: 'It was asked for.',
        effect: {
          kind: 'attend',
          request: call(now, 'POST', `/apps/${app}/dynos`, { body }),
          at: ['attach_url'],
          exitMark: mark,
        },
        means: tokenEnded,
        advice: [`heroku run --app ${app} -- ${command.join(' ')}`],
      },
    ],
    outcome: ([result]) => ({ ...nothing, exitCode: result?.exitCode ?? 0 }),
  };
}

/** Shows what the app writes, Heroku's own lines among it; of a process type alone what its dynos write. Throws `app-absent`, `process-unknown`. */
export function planLogs(now: HerokuNow, request: LogsRequest): Plan {
  const { app, process, follow, tail } = request;
  presentApp(now, request);
  const types = [...new Set([...now.formation, ...now.dynos].map(({ type }) => type))];
  if (process !== undefined && !types.includes(process.split('.')[0] ?? '')) {
    throw new UserError({ code: 'process-unknown', app, name: process, known: types });
  }
  const body = {
    lines: tail === 'all' ? kept : Math.min(tail, kept),
    tail: follow,
    ...(process !== undefined && { dyno: process }),
  };
  return {
    steps: [
      {
        id: 'logs',
        title: `Read the log of ${app}`,
        why: 'It was asked for.',
        effect: {
          kind: 'text',
          request: call(now, 'POST', `/apps/${app}/log-sessions`, { body }),
          at: ['logplex_url'],
        },
        means: tokenEnded,
      },
    ],
    outcome: () => nothing,
  };
}
