import { UserError } from '../../problems.ts';
import type { ContainerSpec } from '../../values/container.ts';
import type { Step } from '../../values/step.ts';
import type { Fresh, LogsRequest, Outcome, Plan, RunRequest } from '../types.ts';
import { ownLabels } from './labels.ts';
import { namesFor } from './names.ts';
import type { LocalNow } from './observe.ts';
import { presentProcess, presentWeb } from './present.ts';
import { dataFolder } from './release-spec.ts';

const nothing: Outcome = {
  changed: false,
  data: [],
  urls: [],
  facts: [],
  notes: [],
  docs: ['docs/platforms/local.md'],
};

/** Runs a command beside the app: same image, variables and data, a container of its own. Throws `app-absent`, `command-missing`. */
export function planRun(now: LocalNow, request: RunRequest, fresh: Fresh): Plan {
  const { app, command } = request;
  const web = presentWeb(now, request);
  const [program, ...args] = command;
  if (program === undefined) throw new UserError({ code: 'command-missing' });
  const names = namesFor(app);
  const spec: ContainerSpec = {
    name: names.run(fresh.id),
    image: web.imageId,
    command: program.endsWith('manage.py') ? ['python', program, ...args] : [program, ...args],
    // What the container has beside the image's own variables is the same: it wins over them.
    env: web.env,
    labels: ownLabels(app, 'run'),
    volumes: { [dataFolder]: names.data },
    ...(now.network && { network: names.network }),
    ports: [],
    restart: 'no',
    stopSeconds: 10,
    confined: true,
  };
  const step: Step = {
    id: 'run',
    title: `Run ${command.join(' ')}`,
    why: 'It was asked for.',
    effect: { kind: 'engine', call: 'attend-container', spec },
  };
  return { steps: [step], outcome: ([result]) => ({ ...nothing, exitCode: result?.exitCode ?? 0 }) };
}

/** Shows what the app writes. Throws `app-absent`. */
export function planLogs(now: LocalNow, request: LogsRequest): Plan {
  const { name } =
    request.process === undefined ? presentWeb(now, request) : presentProcess(now, request, request.process);
  const { follow, tail } = request;
  const step: Step = {
    id: 'logs',
    title: `Read the log of ${name}`,
    why: 'It was asked for.',
    effect: { kind: 'engine', call: 'logs', name, follow, tail },
  };
  return { steps: [step], outcome: () => nothing };
}
