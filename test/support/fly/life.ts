import { setTimeout as pause } from 'node:timers/promises';
import { watchChecks } from './checks.ts';
import { type Ground, linesOf } from '../fakes/ground.ts';
import { createContainer } from './container.ts';
import { type App, type Machine, newId, now } from './state.ts';

/** What happened to a machine, newest first. */
function happened(machine: Machine, type: string, status: string, request?: unknown): void {
  const event = { id: newId(26), type, status, source: 'flyd', timestamp: Date.now() };
  machine.events.unshift({ ...event, ...(request !== undefined && { request }) });
  machine.updatedAt = now();
}

/** Starts a machine: its container is made of what was posted last. What it does when it ends is as its policy says. */
export async function startMachine(ground: Ground, app: App, machine: Machine): Promise<void> {
  if (machine.state === 'started' || machine.state === 'starting') return;
  machine.state = 'starting';
  try {
    const container = await createContainer(ground, app, machine);
    machine.container = container.id;
    await container.start();
  } catch (error) {
    machine.state = 'failed';
    happened(machine, 'launch', 'failed');
    machine.log.push({ at: now(), text: (error as Error).message });
    throw error;
  }
  machine.state = 'started';
  happened(machine, 'start', 'started');
  void attend(ground, app, machine, machine.container);
  void watchChecks(ground, machine, machine.container);
}

/** Waits for the end of a container and does what the machine's restart policy says. */
async function attend(ground: Ground, app: App, machine: Machine, id: string, restarts = 0): Promise<void> {
  const { StatusCode } = (await ground.docker
    .getContainer(id)
    .wait()
    .catch(() => ({ StatusCode: -1 }))) as { StatusCode: number };
  // Whoever stops or replaces a machine says so first.
  if (machine.container !== id || machine.state !== 'started') return;
  const exit = { exit_code: StatusCode, guest_exit_code: StatusCode, exited_at: now(), requested_stop: false };
  happened(machine, 'exit', 'stopped', { exit_event: exit, restart_count: restarts });
  const { policy = 'on-failure', max_retries: most = 3 } = machine.config.restart ?? {};
  const again = policy === 'always' || (policy === 'on-failure' && StatusCode !== 0);
  if (again && restarts < most && !machine.config.auto_destroy) {
    await pause(200);
    if (machine.container !== id) return;
    // It may be gone by now.
    await ground.docker
      .getContainer(id)
      .start()
      .catch(() => undefined);
    happened(machine, 'start', 'started');
    return attend(ground, app, machine, id, restarts + 1);
  }
  machine.state = 'stopped';
  if (machine.config.auto_destroy) await destroyMachine(ground, app, machine);
}

/** Stops a machine as its stop_config says. Its container goes: another start makes a new one, as a machine's disk is new then. */
export async function stopMachine(ground: Ground, machine: Machine): Promise<void> {
  const { container: id } = machine;
  const was = machine.state;
  if (id === undefined) {
    machine.state = was === 'destroyed' ? was : 'stopped';
    return;
  }
  machine.state = 'stopping';
  const container = ground.docker.getContainer(id);
  await container.stop({ t: 5 }).catch(() => undefined);
  machine.log.push(...(await linesOf(ground, id)));
  delete machine.container;
  await container.remove({ force: true, v: true }).catch(() => undefined);
  machine.checks = [];
  machine.state = 'stopped';
  if (was === 'started') {
    const exit = { exit_code: 0, guest_exit_code: 0, exited_at: now(), requested_stop: true };
    happened(machine, 'exit', 'stopped', { exit_event: exit });
  }
}

/** Ends a machine for good; it is still told of, as destroyed. Its volumes stay. */
export async function destroyMachine(ground: Ground, app: App, machine: Machine): Promise<void> {
  await stopMachine(ground, machine);
  for (const volume of app.volumes.values()) if (volume.attachedTo === machine.id) delete volume.attachedTo;
  machine.state = 'destroyed';
  happened(machine, 'destroy', 'destroyed');
}

/** A new version of a machine takes the place of the old one. */
export async function replaceMachine(ground: Ground, app: App, machine: Machine, change: () => void): Promise<void> {
  const wasRunning = machine.state === 'started' || machine.state === 'starting' || machine.state === 'failed';
  machine.state = 'replacing';
  await stopMachine(ground, machine);
  change();
  happened(machine, 'update', 'replaced');
  if (wasRunning) await startMachine(ground, app, machine);
}

/** What a machine has written, its containers that are gone included. */
export async function logOf(ground: Ground, machine: Machine): Promise<Machine['log']> {
  const { log, container } = machine;
  return [...log, ...(container === undefined ? [] : await linesOf(ground, container))];
}
