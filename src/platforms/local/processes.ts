import type { ContainerSpec, ContainerState } from '../../values/container.ts';
import type { ProcessType } from '../../values/layout.ts';
import type { EngineWork, Step } from '../../values/step.ts';
import { keys, ownLabels } from './labels.ts';
import { common, type Release, specDigest } from './release-spec.ts';

/** How long a process has to run before it counts as started: most that fail do so while they load the settings. */
const settleMs = 4000;
const why = 'It runs beside the server, from the same image.';

/** Containers of the new release's processes, created while the old ones work. */
export function createProcesses(release: Release): readonly Step[] {
  return release.processes.map((type) => {
    const name = release.names.nextProcess(type.name);
    return {
      id: `create-${type.name}`,
      title: `Create the process ${type.name}`,
      why,
      effect: { kind: 'engine', call: 'create-container', spec: processSpec(release, type) },
      undo: [{ kind: 'engine', call: 'remove-container', name }],
    };
  });
}

/** The old ones end what they do; while they stand still nothing writes and nothing is scheduled twice. */
export function stopProcesses(old: readonly ContainerState[]): readonly Step[] {
  return old.filter(isRunning).map(({ name, labels }) => ({
    id: `stop-${labels[keys.process]}`,
    title: `Stop the process ${labels[keys.process]}`,
    why: 'Two of one kind would do some things twice; it ends what it has begun.',
    effect: { kind: 'engine', call: 'stop-container', name },
    undo: [{ kind: 'engine', call: 'start-container', name }],
  }));
}

/** When processes start of a release that may migrate while nothing runs. */
export interface Moment {
  /** The step that looks whether it does. */
  readonly migration: string;
  readonly after: boolean;
}

/**
 * Starts the new ones, and waits until it shows that they stay: before the server is switched, so that one that dies costs
 * nobody an answer. Where the data has to be migrated while nothing runs, when the server answers.
 */
export function startProcesses({ names, processes }: Release, moment?: Moment): readonly Step[] {
  const suffix = moment?.after === true ? '-after' : '';
  const condition = moment && (moment.after ? { ifFailed: moment.migration } : { ifPassed: moment.migration });
  const common = (container: string) => ({ failure: 'process-failed' as const, logOf: container, ...condition });
  const starts = processes.map(({ name }): Step => {
    const container = names.nextProcess(name);
    return {
      id: `start-${name}${suffix}`,
      title: `Start the process ${name}`,
      why,
      effect: { kind: 'engine', call: 'start-container', name: container },
      undo: [{ kind: 'engine', call: 'remove-container', name: container }],
      ...common(container),
    };
  });
  const waits = processes.map(({ name }): Step => {
    const container = names.nextProcess(name);
    return {
      id: `stays-${name}${suffix}`,
      title: `Look whether the process ${name} stays`,
      why: 'One that dies at its start would only be started again and again.',
      effect: {
        kind: 'wait',
        probe: { kind: 'stays', container, forMs: settleMs },
        until: 'ok',
        everyMs: 100,
        limitMs: 60_000,
      },
      ...common(container),
    };
  });
  return [...starts, ...waits];
}

/** The old ones go, the new ones get their names. */
export function commitProcesses({ names, processes }: Release, old: readonly ContainerState[]): readonly Step[] {
  const step = (id: string, title: string, call: EngineWork): Step => ({
    id,
    title,
    why: 'The new release is in service.',
    effect: { kind: 'engine', ...call },
    cleanup: true,
  });
  return [
    ...old.map(({ name, labels }) =>
      step(`remove-old-${labels[keys.process]}`, `Remove the old process ${labels[keys.process]}`, {
        call: 'remove-container',
        name,
      }),
    ),
    ...processes.map(({ name }) =>
      step(`rename-${name}`, `Give the new process ${name} its name`, {
        call: 'rename-container',
        name: names.nextProcess(name),
        to: names.process(name),
      }),
    ),
  ];
}

/** Looks once more, when some time has passed: on a busy machine a process may die later than it was watched. It is told, and takes nothing back. */
export function lookAgain({ names, processes }: Release): readonly Step[] {
  return processes.map(({ name }) => ({
    id: stillRuns(name),
    title: `Look again whether the process ${name} runs`,
    why: 'One that imports much dies later.',
    effect: {
      kind: 'wait',
      probe: { kind: 'stays', container: names.process(name), forMs: 0 },
      until: 'ok',
      everyMs: 100,
      limitMs: 5000,
    },
    cleanup: true,
  }));
}

/** Id of the step that looks again. */
export function stillRuns(process: string): string {
  return `still-${process}`;
}

/** Whether what runs is what the release wants: each of its processes, and no other. */
export function processesRun(old: readonly ContainerState[], release: Release): boolean {
  const wanted = new Set(release.processes.map(({ name }) => name));
  const digest = specDigest(release);
  const good = old.filter(
    (each) =>
      each.status === 'running' && wanted.has(each.labels[keys.process] ?? '') && each.labels[keys.spec] === digest,
  );
  return good.length === wanted.size && old.length === wanted.size;
}

/** It works, or the engine is at it to make it work again; a paused one can go on. */
export function isRunning({ status }: ContainerState): boolean {
  return status === 'running' || status === 'restarting' || status === 'paused';
}

function processSpec(release: Release, { name, command }: ProcessType): ContainerSpec {
  return {
    ...common(release),
    name: release.names.nextProcess(name),
    image: release.image,
    command,
    labels: { ...ownLabels(release.app, 'process'), [keys.process]: name, [keys.spec]: specDigest(release) },
    ports: [],
    restart: 'unless-stopped',
  };
}
