import { resolve } from 'node:path';
import type { OwnConfiguration, Table } from './own-configuration.ts';
import { commandIn, serverIn } from './service.ts';

/** The person's own configuration with what it lacks. Paths in it are made whole: flyctl runs in another folder. */
export function completed({ table, root }: OwnConfiguration, base: Table): Table {
  const { build: _build, ...kept } = table;
  const ownService = table['http_service'] as Table | undefined;
  const hasService = ownService !== undefined || table['services'] !== undefined;
  const { http_service: ourService, env: ourEnv, ...rest } = base;
  const processes = processesOf(table, base);
  const files = table['files'] as readonly Table[] | undefined;
  return {
    ...rest,
    ...kept,
    app: base['app'],
    env: { ...(ourEnv as Table), ...(table['env'] as Table | undefined) },
    deploy: { ...(base['deploy'] as Table | undefined), ...(table['deploy'] as Table | undefined) },
    ...(processes !== undefined && { processes }),
    ...(files && { files: files.map((file) => wholePath(file, root)) }),
    ...(hasService ? {} : { http_service: serviceFor(ourService as Table, table) }),
    ...(ownService && { http_service: withCheck(ownService, ourService as Table) }),
  };
}

/** Groups of the person's own are all that there are; with a volume of ours their server migrates before it starts. */
function processesOf(own: Table, { processes: ours, mounts }: Table): unknown {
  const { processes } = own;
  if (processes === undefined || mounts === undefined) return processes ?? ours;
  const server = serverIn(own);
  return { ...(processes as Table), [server]: (ours as Table)[server] };
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

/** What the whole configuration has that the person's own does not say, as names of keys. */
export function added(own: Table, whole: Table): readonly string[] {
  const server = serverIn(own);
  const changed = commandIn(own, server) !== '' && commandIn(own, server) !== commandIn(whole, server);
  return [...missing(own, whole), ...(changed ? [`the release step before processes.${server}`] : [])];
}

/** Keys of tables and of the tables in them, as far as the person's own has none. */
function missing(own: Table, whole: Table, prefix = ''): readonly string[] {
  return Object.entries(whole).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    if (!isTable(value)) return key in own ? [] : [name];
    const theirs = own[key] ?? {};
    return isTable(theirs) ? missing(theirs, value, `${name}.`) : [];
  });
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
