import { UserError } from '../../problems.ts';
import { quoted } from '../../quoted.ts';
import type { Step } from '../../values/step.ts';
import type { LogsRequest, Outcome, Plan, RunRequest } from '../types.ts';
import { shellWords } from './lines.ts';
import { APPLICATION, type Flavour, page } from './names.ts';
import type { PlatformshNow } from './observe.ts';
import { presentEnvironment } from './present.ts';
import { program } from './program.ts';

const nothing: Outcome = { changed: false, data: [], urls: [], facts: [], notes: [], docs: [page] };

/**
 * Runs a command in the app's container, by SSH, in the app's root: there `python manage.py` works. Throws `app-absent`,
 * `command-missing`.
 */
export function planRun(now: PlatformshNow, request: RunRequest, flavour: Flavour): Plan {
  const [first, ...args] = request.command;
  if (first === undefined) throw new UserError({ code: 'command-missing' });
  const { project, login, environment } = presentEnvironment(now, request, flavour);
  const argv = first.endsWith('manage.py') ? ['python', first, ...args] : request.command;
  const at = ['--project', project.id, '--environment', project.branch, '--app', appOf(environment.apps)];
  const step: Step = {
    id: 'run',
    title: `Run ${request.command.join(' ')}`,
    why: 'It was asked for.',
    effect: program(
      flavour,
      login.name,
      ['environment:ssh', ...at, ...(now.terminal ? ['-o', 'RequestTTY yes'] : []), shellWords(argv)],
      {
        output: now.terminal ? 'terminal' : 'data',
        ...(now.terminal && { cwd: '/' }),
      },
    ),
  };
  return {
    steps: [step],
    outcome: ([result]) => ({ ...nothing, exitCode: result?.exitCode ?? 0 }),
  };
}

function appOf(apps: readonly string[]): string {
  return apps.includes(APPLICATION) ? APPLICATION : (apps[0] ?? APPLICATION);
}

/** Shows what the server writes; of a process, what its container writes. Throws `app-absent`, `process-unknown`. */
export function planLogs(now: PlatformshNow, request: LogsRequest, flavour: Flavour): Plan {
  const { app, process, follow, tail } = request;
  const { project, login, environment } = presentEnvironment(now, request, flavour);
  const application = appOf(environment.apps);
  const worker = process === undefined || process === 'web' ? undefined : process;
  const known = environment.workers.map((name) => name.slice(name.lastIndexOf('--') + 1).replace(/^-+/, ''));
  const index = worker === undefined ? -1 : known.indexOf(worker);
  if (worker !== undefined && index === -1) {
    throw new UserError({ code: 'process-unknown', app, name: worker, known: ['web', ...known] });
  }
  const where = worker === undefined ? ['--app', application] : ['--worker', environment.workers[index] ?? worker];
  const count = tail === 'all' ? '100000' : String(tail);
  const args = ['environment:logs', 'app', '--project', project.id, '--environment', project.branch, ...where];
  const step: Step = {
    id: 'logs',
    title: `Read the log of ${quoted(app)}`,
    why: 'It was asked for.',
    effect: program(flavour, login.name, [...args, '--lines', count, ...(follow ? ['--tail'] : [])], {
      output: 'data',
    }),
  };
  return {
    steps: [step],
    outcome: ([result]) => ({ ...nothing, ...(result?.exitCode && { exitCode: result.exitCode }) }),
  };
}
