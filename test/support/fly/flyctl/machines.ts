import { setTimeout as pause } from 'node:timers/promises';
import type { MachineConfig } from '../state.ts';
import type { Arguments } from './arguments.ts';
import { Failure, machines, ui } from './client.ts';
import { appOf } from './app-named.ts';
import { print, printJson, say } from './output.ts';

/** A machine as the API tells it. */
export interface MachineInRest {
  readonly id: string;
  readonly state: string;
  readonly region: string;
  readonly instance_id: string;
  readonly config: MachineConfig;
  readonly events: readonly { readonly type: string; readonly request?: unknown }[];
  readonly checks?: readonly { readonly name: string; readonly status: string; readonly output: string }[];
}

/** The app's machines. */
export async function listMachines(app: string): Promise<readonly MachineInRest[]> {
  return (await machines('GET', `/apps/${app}/machines`, undefined, {
    what: 'failed to list VMs: ',
  })) as readonly MachineInRest[];
}

export async function machineList(given: Arguments): Promise<void> {
  printJson(await listMachines(appOf(given)));
}

async function machineNamed(app: string, id: string): Promise<MachineInRest> {
  const found = await machines('GET', `/apps/${app}/machines/${id}`).catch(() => undefined);
  if (found === undefined) throw new Failure(`machine ${id} was not found in app '${app}'`);
  return found as MachineInRest;
}

export async function machineStart(given: Arguments): Promise<void> {
  const app = appOf(given);
  for (const id of given.words) {
    await machineNamed(app, id);
    await machines('POST', `/apps/${app}/machines/${id}/start`, undefined, { what: `could not start machine ${id}: ` });
    print(`${id} has been started`);
  }
}

/** Leases of these machines; one without a lease is left out. */
export async function leasesView(given: Arguments): Promise<void> {
  const app = appOf(given);
  const found = [];
  for (const id of given.words) {
    await machineNamed(app, id);
    const lease = await machines('GET', `/apps/${app}/machines/${id}/lease`).catch((error: Error) => {
      if (error.message.includes('lease not found')) return undefined;
      throw error;
    });
    if (lease !== undefined) found.push([id, lease] as const);
  }
  printJson(Object.fromEntries(found));
}

interface Executed {
  readonly exit_code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Its own exit code is 0, whatever the command's is. */
export async function machineExec(given: Arguments): Promise<void> {
  const app = appOf(given);
  const [id = '', cmd = ''] = given.words;
  await machineNamed(app, id);
  const path = `/apps/${app}/machines/${id}/exec`;
  const ran = (await machines(
    'POST',
    path,
    { cmd },
    { what: `could not exec command on machine ${id}: ` },
  )) as Executed;
  const { exit_code: code, stdout, stderr } = ran;
  if (given.flags['json'] === 'true') return printJson({ ...(code !== 0 && { exit_code: code }), stdout, stderr });
  if (code !== 0) print(`Exit code: ${code}`);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
}

interface Line {
  readonly attributes: { readonly timestamp: string; readonly message: string; readonly instance: string };
}

/** Lines of the app, or of one machine of it, that were written after those of the token. */
export async function readLogs(
  app: string,
  next: string,
  instance?: string,
): Promise<{ readonly lines: readonly Line['attributes'][]; readonly next: string }> {
  const of = instance === undefined ? '' : `&instance=${instance}`;
  const { data, meta } = (await ui('GET', `/apps/${app}/logs?next_token=${encodeURIComponent(next)}${of}`)) as {
    readonly data: readonly Line[];
    readonly meta: { readonly next_token: string };
  };
  return { lines: data.map(({ attributes }) => attributes), next: meta.next_token };
}

/** Prints lines as they come; with --no-tail the first ones only. */
export async function logs(given: Arguments): Promise<void> {
  const app = appOf(given);
  for (let token = ''; ;) {
    const { lines, next } = await readLogs(app, token, given.flags['machine']);
    token = next;
    for (const { timestamp, message, instance } of lines) print(`${timestamp} app[${instance}] [info]${message}`);
    if (lines.length > 0 && given.flags['no-tail'] === 'true') return;
    if (lines.length === 0) await pause(128);
  }
}

/** Lines of a machine that has ended, as a failed release command shows them. */
export async function showLog(app: string, instance: string): Promise<void> {
  const { lines } = await readLogs(app, '', instance);
  for (const { timestamp, message } of lines) say(`${timestamp} ${message}`);
}
