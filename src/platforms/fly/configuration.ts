import { createHash } from 'node:crypto';
import { stringify } from 'smol-toml';
import type { Database } from '../../values/database.ts';
import type { ProcessType } from '../../values/layout.ts';
import { stopOf } from '../stop-seconds.ts';
import { at } from '../answers.ts';
import { added, completed } from './complete.ts';
import type { OwnConfiguration, Table } from './own-configuration.ts';
import { groupsIn, portOf, servedIn, serverIn } from './service.ts';
import { inProject, shellWords } from '../shell-words.ts';
import { type Size, sizeFor, vmOf } from './size.ts';

const healthPath = '/-/health';
export const volumeName = 'data';
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
  /** Sizes that somebody gave process groups: they stay, and are no difference. */
  readonly sizes: Readonly<Record<string, Size>>;
  readonly own: OwnConfiguration | undefined;
}

/** The configuration of a deployment. */
export interface Configuration {
  /** A fly.toml; `{digest}` stands for that of the image. */
  readonly text: string;
  /** What tells this deployment from others: the image's content and all that stands here. */
  readonly marker: string;
  /** Process groups, each with one machine at least. */
  readonly groups: readonly string[];
  /** Those of them that a service leads to. */
  readonly served: readonly string[];
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
  // Known when the image was pushed only: deploy.ts.
  const env = { ...(table['env'] as Table), SIMPLE_DEPLOY_RELEASE: marker, SIMPLE_DEPLOY_IMAGE: '{digest}' };
  const groups = groupsIn(table);
  const vm = own?.table['vm'] ?? vmOf(groups, sizeFor(wanted.variables), wanted.sizes);
  return {
    text: stringify({ ...table, env, vm }),
    marker,
    groups,
    served: servedIn(table),
    memory: memoryIn(table),
    added: own === undefined ? [] : added(own.table, { ...table, env }),
  };
}

function ours(wanted: Wanted): Table {
  const { app, region, processes, release, start, plain, variables, own } = wanted;
  const port = portOf(own?.table);
  const server = serverIn(own?.table);
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
    http_service: service(wanted, port, server),
    vm: vmOf([], sizeFor(variables), {}),
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

function service({ hosts }: Wanted, port: number, server: string): Table {
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
