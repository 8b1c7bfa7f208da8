import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { stringify } from 'smol-toml';
import type { Database } from '../../values/database.ts';
import type { ProcessType } from '../../values/layout.ts';
import { stopOf } from '../stop-seconds.ts';
import { at } from '../answers.ts';
import { memoryFor } from './memory.ts';
import type { OwnConfiguration, Table } from './own-configuration.ts';
import { inProject, shellWords } from '../shell-words.ts';

const innerPort = 8000;
const healthPath = '/-/health';
export const volumeName = 'data';
/** The process group of the server. It keeps its name when others come: another name would be another machine, and volume. */
const server = 'app';
/** Most that Fly waits after kill_signal. */
const longestStop = 300;

/** What goes into a fly.toml. */
export interface Wanted {
  readonly app: string;
  readonly region: string;
  /** That of Fly first, then the person's own. */
  readonly hosts: readonly string[];
  readonly image: { readonly content: string };
  readonly processes: readonly ProcessType[];
  /** What runs before anybody meets the new code; undefined: nothing. */
  readonly release: readonly string[] | undefined;
  /** The server's command where the release step is a part of it, with a volume at /data. */
  readonly start?: string;
  readonly database: Database;
  readonly given: string | undefined;
  /** Variables of the person's that are no secrets. */
  readonly plain: Readonly<Record<string, string>>;
  /** What the app has besides, as far as it is known. */
  readonly variables: Readonly<Record<string, string>>;
  readonly own: OwnConfiguration | undefined;
}

/** The configuration of a deployment. */
export interface Configuration {
  /** A fly.toml. */
  readonly text: string;
  /** What tells this deployment from others: the image's content and all that stands here. */
  readonly marker: string;
  /** Process groups, each with one machine at least. */
  readonly groups: readonly string[];
  /** Of a machine, such as "512 MB"; undefined where a fly.toml of the person's says it by another word. */
  readonly memory: string | undefined;
  /** Keys that a fly.toml of the person's did not have. */
  readonly added: readonly string[];
}

/** The configuration: the person's fly.toml, completed; what it decides stays. Pure. */
export function configure(wanted: Wanted): Configuration {
  const { own, image } = wanted;
  const table = own === undefined ? ours(wanted) : completed(own, ours(wanted));
  const marker = createHash('sha256')
    .update(JSON.stringify([image.content, table]))
    .digest('hex')
    .slice(0, 16);
  const env = { ...(table['env'] as Table), SIMPLE_DEPLOY_RELEASE: marker };
  const groups = Object.keys((table['processes'] as Table | undefined) ?? { [server]: '' });
  return {
    text: stringify({ ...table, env }),
    marker,
    groups,
    memory: memoryIn(table),
    added: own === undefined ? [] : added(own.table, { ...table, env }),
  };
}

function ours(wanted: Wanted): Table {
  const { app, region, processes, release, start, plain, variables, own } = wanted;
  const port = Number(at(own?.table, 'http_service', 'internal_port') ?? innerPort);
  const stop = stopOf(variables, longestStop);
  const groups = Object.fromEntries(processes.map(({ name, command }) => [name, shellWords(command)]));
  return {
    app,
    primary_region: region,
    kill_signal: 'SIGTERM',
    kill_timeout: stop.seconds,
    console_command: inProject(['python', 'manage.py', 'shell']),
    ...(start === undefined && release !== undefined && { deploy: { release_command: shellWords(release) } }),
    env: { ...environment(wanted, port), ...plain, ...stop.variables },
    // An empty command is the image's own.
    ...((start !== undefined || processes.length > 0) && { processes: { [server]: start ?? '', ...groups } }),
    ...(start !== undefined && {
      mounts: [{ source: volumeName, destination: '/data', initial_size: '1gb', processes: [server] }],
    }),
    http_service: service(wanted, port),
    vm: [{ cpu_kind: 'shared', cpus: 1, memory: `${memoryFor(variables)}mb` }],
  };
}

function memoryIn({ vm }: Table): string | undefined {
  const memory = at(Array.isArray(vm) ? vm[0] : vm, 'memory');
  const [, number, unit = 'mb'] = /^(\d+) ?(mb|gb)?$/i.exec(String(memory)) ?? [];
  return number === undefined ? undefined : `${number} ${unit.toUpperCase()}`;
}

function environment({ hosts, database, given, own }: Wanted, port: number): Readonly<Record<string, string>> {
  return {
    PORT: String(port),
    SIMPLE_DEPLOY_PLATFORM: 'fly',
    SIMPLE_DEPLOY_SCHEME: 'https',
    SIMPLE_DEPLOY_HOSTS: hosts.join(','),
    SIMPLE_DEPLOY_DATA_DIR: dataFolder(own),
    SIMPLE_DEPLOY_DATABASE: database,
    ...(given !== undefined && { SIMPLE_DEPLOY_GIVEN: given }),
  };
}

/** Where the person's own configuration mounts its volume, else where ours is. */
function dataFolder(own: OwnConfiguration | undefined): string {
  const mounts = own?.table['mounts'];
  const destination = at(Array.isArray(mounts) ? mounts[0] : mounts, 'destination');
  return typeof destination === 'string' ? destination : '/data';
}

function service({ hosts }: Wanted, port: number): Table {
  return {
    internal_port: port,
    force_https: true,
    auto_stop_machines: 'stop',
    auto_start_machines: true,
    min_machines_running: 0,
    processes: [server],
    checks: [
      {
        method: 'GET',
        path: healthPath,
        interval: '15s',
        timeout: '5s',
        grace_period: '30s',
        // It comes from inside, over plain HTTP: as if it had come from outside.
        headers: { Host: hosts[0] ?? '', 'X-Forwarded-Proto': 'https' },
      },
    ],
  };
}

/** The person's own configuration with what it lacks. Paths in it are made whole: flyctl runs in another folder. */
function completed({ table, root }: OwnConfiguration, base: Table): Table {
  const { build: _build, ...kept } = table;
  const ownService = table['http_service'] as Table | undefined;
  const hasService = ownService !== undefined || table['services'] !== undefined;
  const { http_service: ourService, env: ourEnv, ...rest } = base;
  const files = table['files'] as readonly Table[] | undefined;
  return {
    ...rest,
    ...kept,
    app: base['app'],
    env: { ...(ourEnv as Table), ...(table['env'] as Table | undefined) },
    deploy: { ...(base['deploy'] as Table | undefined), ...(table['deploy'] as Table | undefined) },
    ...(files && { files: files.map((file) => wholePath(file, root)) }),
    ...(hasService ? {} : { http_service: serviceFor(ourService as Table, table) }),
    ...(ownService && { http_service: withCheck(ownService, ourService as Table) }),
  };
}

/** Groups of the person's own have other names: the service is that of all. */
function serviceFor(service: Table, { processes }: Table): Table {
  const { processes: _processes, ...everywhere } = service;
  return processes === undefined ? service : everywhere;
}

function withCheck(own: Table, { checks, internal_port: port }: Table): Table {
  const hasCheck = own['checks'] !== undefined || own['machine_checks'] !== undefined;
  return { internal_port: port, ...own, ...(hasCheck ? {} : { checks }) };
}

function wholePath(file: Table, root: string): Table {
  const path = file['local_path'];
  return typeof path === 'string' ? { ...file, local_path: resolve(root, path) } : file;
}

/** Keys of tables and of the tables in them, as far as the person's own has none. */
function added(own: Table, whole: Table, prefix = ''): readonly string[] {
  return Object.entries(whole).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    if (!isTable(value)) return key in own ? [] : [name];
    const theirs = own[key] ?? {};
    return isTable(theirs) ? added(theirs, value, `${name}.`) : [];
  });
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
