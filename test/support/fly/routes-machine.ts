import { setTimeout as pause } from 'node:timers/promises';
import { type Call, Refused, type Route } from './api.ts';
import { checkOrder, imageOf } from './deployment-order.ts';
import { execIn } from './exec.ts';
import { destroyMachine, replaceMachine, startMachine, stopMachine } from './life.ts';
import { appOf, bodyAs } from './routes-app.ts';
import { listeners } from './sockets.ts';
import { type App, type Machine, type MachineConfig, newId, now } from './state.ts';

const base = '^/v1/apps/([^/]+)/machines';
const one = `${base}/([^/]+)`;

/** The part of the Machines API that is about machines. */
export const machineRoutes: readonly Route[] = [
  ['GET', new RegExp(`${base}$`), (call) => [...appOf(call).machines.values()].filter(isThere).map(machineInRest)],
  ['POST', new RegExp(`${base}$`), createMachine],
  ['GET', new RegExp(`${one}$`), (call) => machineInRest(machineOf(call))],
  ['POST', new RegExp(`${one}$`), updateMachine],
  ['DELETE', new RegExp(`${one}$`), removeMachine],
  ['GET', new RegExp(`${one}/wait$`), waitForState],
  ['POST', new RegExp(`${one}/start$`), start],
  ['POST', new RegExp(`${one}/stop$`), stop],
  ['POST', new RegExp(`${one}/restart$`), restart],
  ['GET', new RegExp(`${one}/lease$`), findLease],
  ['POST', new RegExp(`${one}/lease$`), takeLease],
  ['DELETE', new RegExp(`${one}/lease$`), dropLease],
  ['GET', new RegExp(`${one}/ps$`), ps],
  ['POST', new RegExp(`${one}/exec$`), exec],
  ['POST', new RegExp(`${one}/(?:un)?cordon$`), () => ({})],
  ['POST', new RegExp(`${one}/metadata/([^/]+)$`), setMetadata],
];

const isThere = ({ state }: Machine): boolean => state !== 'destroyed';

interface Posted {
  readonly name?: string;
  readonly region?: string;
  readonly config: MachineConfig;
  readonly skip_launch?: boolean;
  readonly skip_secrets?: boolean;
  readonly min_secrets_version?: number;
  readonly lease_ttl?: number;
}

function machineOf(call: Call): Machine {
  const machine = appOf(call).machines.get(call.params[1] ?? '');
  if (machine === undefined) throw new Refused(404, `machine not found`);
  return machine;
}

async function createMachine(call: Call): Promise<unknown> {
  const app = appOf(call);
  const posted = bodyAs<Posted>(call, 'CreateMachineRequest');
  checkOrder(call.platform, app, posted.config);
  const { digest } = await imageOf(call, app, posted.config);
  const id = newId();
  const machine: Machine = {
    id,
    app: app.name,
    name: posted.name ?? `fly-${id}`,
    state: 'created',
    region: posted.region ?? 'fra',
    instance: newId(26),
    config: posted.config,
    digest,
    secrets: secretsFor(app, posted),
    createdAt: now(),
    updatedAt: now(),
    events: [{ id: newId(26), type: 'launch', status: 'created', source: 'user', timestamp: Date.now() }],
    checks: [],
    log: [],
  };
  app.machines.set(id, machine);
  if (posted.lease_ttl !== undefined) lease(machine, posted.lease_ttl);
  if (posted.skip_launch) machine.state = 'stopped';
  else await startMachine(call.platform.ground, app, machine).catch(refuseLaunch);
  return machineInRest(machine);
}

function refuseLaunch(error: Error): never {
  throw new Refused(400, `failed to launch VM: ${error.message}`);
}

/** A machine gets the secrets as they are when it is made or changed. */
function secretsFor(app: App, { skip_secrets: skip, min_secrets_version: least = 0 }: Posted): Machine['secrets'] {
  if (least > app.secretsVersion) throw new Refused(412, `secrets version ${least} is not there yet`);
  return skip ? {} : Object.fromEntries([...app.secrets].map(([name, { value }]) => [name, value]));
}

async function updateMachine(call: Call): Promise<unknown> {
  const app = appOf(call);
  const machine = machineOf(call);
  const posted = bodyAs<Posted>(call, 'UpdateMachineRequest');
  const nonce = call.headers['fly-machine-lease-nonce'];
  if (nonce === undefined) call.platform.violation(`machine ${machine.id} is changed without a lease`);
  checkLease(machine, nonce);
  checkOrder(call.platform, app, posted.config);
  const { digest } = await imageOf(call, app, posted.config);
  const secrets = secretsFor(app, posted);
  const { ground } = call.platform;
  await replaceMachine(ground, app, machine, () => {
    Object.assign(machine, { config: posted.config, digest, secrets, instance: newId(26) });
  }).catch(refuseLaunch);
  return machineInRest(machine);
}

async function removeMachine(call: Call): Promise<unknown> {
  const machine = machineOf(call);
  if (machine.state === 'started' && call.query.get('kill') !== 'true' && call.query.get('force') !== 'true')
    throw new Refused(412, 'failed_precondition: unable to destroy machine, not currently stopped');
  await destroyMachine(call.platform.ground, appOf(call), machine);
  return { ok: true };
}

/** Answers when the machine is in the state, 408 when it is not within the time. */
async function waitForState(call: Call): Promise<unknown> {
  const machine = machineOf(call);
  const wanted = call.query.get('state') ?? 'started';
  const instance = call.query.get('instance_id');
  if (instance !== null && instance !== '' && instance !== machine.instance && wanted !== 'destroyed')
    throw new Refused(400, `instance ${instance} is not the machine's`);
  const end = Date.now() + 1000 * Number.parseInt(call.query.get('timeout') ?? '60', 10);
  while (machine.state !== wanted) {
    if (wanted === 'started' && machine.state === 'stopped' && machine.events[0]?.type === 'exit') break;
    if (Date.now() > end) throw new Refused(408, 'deadline_exceeded: machine not in wanted state');
    await pause(50);
  }
  return { ok: true };
}

async function start(call: Call): Promise<unknown> {
  const machine = machineOf(call);
  const previous = machine.state;
  await startMachine(call.platform.ground, appOf(call), machine).catch(refuseLaunch);
  return { message: 'ok', status: 'success', previous_state: previous };
}

async function stop(call: Call): Promise<unknown> {
  await stopMachine(call.platform.ground, machineOf(call));
  return { ok: true };
}

async function restart(call: Call): Promise<unknown> {
  const machine = machineOf(call);
  await stopMachine(call.platform.ground, machine);
  await startMachine(call.platform.ground, appOf(call), machine);
  return { ok: true };
}

function lease(machine: Machine, ttl: number): NonNullable<Machine['lease']> {
  machine.lease = { nonce: machine.lease?.nonce ?? newId(12), until: Date.now() + ttl * 1000 };
  return machine.lease;
}

function checkLease({ lease: held }: Machine, nonce: unknown): void {
  if (held !== undefined && held.until > Date.now() && held.nonce !== nonce)
    throw new Refused(409, 'failed to acquire lease: lease currently held by test@example.com');
}

function leaseInRest({ lease: held }: Machine): unknown {
  if (held === undefined || held.until <= Date.now()) throw new Refused(404, 'lease not found');
  const data = {
    nonce: held.nonce,
    expires_at: Math.round(held.until / 1000),
    owner: 'test@example.com',
    version: '1',
  };
  return { status: 'success', data };
}

function findLease(call: Call): unknown {
  return leaseInRest(machineOf(call));
}

function takeLease(call: Call): unknown {
  const machine = machineOf(call);
  checkLease(machine, call.headers['fly-machine-lease-nonce']);
  if (machine.lease !== undefined && machine.lease.until <= Date.now()) delete machine.lease;
  lease(machine, Number(call.query.get('ttl') ?? 30));
  return leaseInRest(machine);
}

function dropLease(call: Call): unknown {
  const machine = machineOf(call);
  checkLease(machine, call.headers['fly-machine-lease-nonce']);
  delete machine.lease;
  return { status: 'success', data: null };
}

async function exec(call: Call): Promise<unknown> {
  const machine = machineOf(call);
  const { cmd = '' } = bodyAs<{ cmd?: string }>(call, 'MachineExecRequest');
  if (machine.container === undefined || machine.state !== 'started')
    throw new Refused(412, 'failed_precondition: machine is not started');
  return execIn(call.platform.ground.docker, machine.container, cmd);
}

async function ps(call: Call): Promise<unknown> {
  const { container, state } = machineOf(call);
  return container === undefined || state !== 'started' ? [] : listeners(call.platform.ground.docker, container);
}

function setMetadata(call: Call): unknown {
  const machine = machineOf(call);
  const { value } = bodyAs<{ value: string }>(call, 'upsertMetadataKeyRequest');
  machine.config = { ...machine.config, metadata: { ...machine.config.metadata, [call.params[2] ?? '']: value } };
  return {};
}

/** A machine as the Machines API tells it. */
export function machineInRest(machine: Machine): unknown {
  const { id, name, state, region, instance, config, digest, createdAt, updatedAt, events, checks } = machine;
  const [, registry = '', repository = '', tag = ''] = /^([^/]+)\/([^@:]+)(?::([^@]+))?/.exec(config.image) ?? [];
  return {
    id,
    name,
    state,
    region,
    image_ref: { registry, repository, tag, digest, labels: {} },
    instance_id: instance,
    version: instance,
    private_ip: 'fdaa:0:1:a7b::2',
    created_at: createdAt,
    updated_at: updatedAt,
    config,
    events: events.slice(0, 20),
    checks,
    host_status: 'ok',
    cordoned: false,
    ...(machine.lease && { nonce: machine.lease.nonce }),
  };
}
