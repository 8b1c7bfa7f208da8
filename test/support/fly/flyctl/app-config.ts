import type { MachineConfig } from '../state.ts';

/** What of a fly.toml the stand-in reads. */
export interface AppConfig {
  readonly primary_region?: string;
  readonly kill_signal?: string;
  readonly kill_timeout?: string | number;
  readonly env?: Readonly<Record<string, string>>;
  readonly deploy?: {
    readonly release_command?: string;
    readonly release_command_vm?: Vm;
    readonly wait_timeout?: string;
    readonly strategy?: string;
  };
  readonly http_service?: HttpService;
  readonly processes?: Readonly<Record<string, string>>;
  readonly mounts?: readonly Mount[] | Mount;
  readonly vm?: readonly Vm[];
}

interface HttpService {
  readonly internal_port: number;
  readonly force_https?: boolean;
  readonly auto_stop_machines?: 'off' | 'stop' | 'suspend' | boolean;
  readonly auto_start_machines?: boolean;
  readonly min_machines_running?: number;
  readonly processes?: readonly string[];
  readonly checks?: readonly HttpCheck[];
}

interface HttpCheck {
  readonly grace_period?: string;
  readonly interval?: string;
  readonly timeout?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Mount {
  readonly source: string;
  readonly destination: string;
  readonly initial_size?: string;
  readonly processes?: readonly string[];
}

interface Vm {
  readonly memory?: string;
  readonly cpus?: number;
  readonly cpu_kind?: string;
  readonly processes?: readonly string[];
}

/** Names of the process groups. */
export function groupsOf({ processes }: AppConfig): readonly string[] {
  return processes === undefined ? ['app'] : Object.keys(processes).toSorted();
}

const isOf = (group: string, processes: readonly string[] | undefined): boolean =>
  processes === undefined || processes.includes(group);

/** The volume that machines of a group have. */
export function mountOf({ mounts = [] }: AppConfig, group: string): Mount | undefined {
  return [mounts].flat().find(({ processes }) => isOf(group, processes));
}

/** The machine of a process group, as flyctl makes it of a fly.toml; its image, release and volume are added. */
export function machineConfig(config: AppConfig, group: string): Omit<MachineConfig, 'image'> {
  const { http_service: service } = config;
  const command = shellWords(config.processes?.[group] ?? '');
  const mount = mountOf(config, group);
  return {
    env: { ...config.env, FLY_PROCESS_GROUP: group, ...region(config) },
    init: { ...(command.length > 0 && { cmd: command }) },
    guest: guestOf(config.vm?.find(({ processes }) => isOf(group, processes))),
    ...(service && isOf(group, service.processes) && { services: [serviceOf(service)] }),
    ...(mount && { mounts: [{ path: mount.destination, name: mount.source, volume: '' }] }),
    ...stopOf(config),
  };
}

/** The machine of the release command: no services, no volume, gone when it ends. */
export function releaseMachineConfig(config: AppConfig): Omit<MachineConfig, 'image'> & object {
  const { release_command: command = '', release_command_vm: vm } = config.deploy ?? {};
  return {
    env: { ...config.env, RELEASE_COMMAND: '1', FLY_PROCESS_GROUP: 'fly_app_release_command', ...region(config) },
    init: { cmd: shellWords(command) },
    guest: guestOf(vm ?? { cpus: 2, memory: '512mb' }),
    auto_destroy: true,
    restart: { policy: 'no' },
    dns: { skip_registration: true },
    ...stopOf(config),
  };
}

function region({ primary_region: primary }: AppConfig): Readonly<Record<string, string>> {
  return primary === undefined ? {} : { PRIMARY_REGION: primary };
}

function stopOf({ kill_signal: signal, kill_timeout: timeout }: AppConfig): object {
  if (signal === undefined && timeout === undefined) return {};
  const given = typeof timeout === 'number' ? `${timeout}s` : timeout;
  return { stop_config: { ...(given && { timeout: given }), ...(signal && { signal }) } };
}

function guestOf(vm: Vm | undefined): MachineConfig['guest'] & object {
  return { cpu_kind: vm?.cpu_kind ?? 'shared', cpus: vm?.cpus ?? 1, memory_mb: megabytes(vm?.memory ?? '256mb') };
}

/** "1gb" and "512 MB" alike. */
export function megabytes(size: string): number {
  const [, number = '0', unit = 'mb'] = /^(\d+)\s*([gm]b?)?$/i.exec(size) ?? [];
  return Number(number) * (unit.toLowerCase().startsWith('g') ? 1024 : 1);
}

function serviceOf(service: HttpService): NonNullable<MachineConfig['services']>[number] {
  const { internal_port: port, force_https: force, auto_stop_machines: stop, auto_start_machines: start } = service;
  return {
    protocol: 'tcp',
    internal_port: port,
    ...(stop !== undefined && { autostop: stop === 'stop' || stop }),
    ...(start !== undefined && { autostart: start }),
    ...(service.min_machines_running !== undefined && { min_machines_running: service.min_machines_running }),
    ports: [
      { port: 80, handlers: ['http'], ...(force && { force_https: true }) },
      { port: 443, handlers: ['http', 'tls'] },
    ],
    ...(service.checks && { checks: service.checks.map(checkOf) }),
    force_instance_key: null,
  };
}

function checkOf({ headers, ...check }: HttpCheck): object {
  const given = Object.entries(headers ?? {}).map(([name, value]) => ({ name, values: [value] }));
  return { type: 'http', ...check, ...(given.length > 0 && { headers: given }) };
}

/** Words of a command line as a shell splits them. */
export function shellWords(line: string): readonly string[] {
  const words = line.match(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])+/gs) ?? [];
  return words.map((word) =>
    word.replaceAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/gs, (_, double?: string, single?: string, escaped?: string) =>
      double === undefined ? (single ?? escaped ?? '') : double.replaceAll(/\\(["\\$`])/g, '$1'),
    ),
  );
}
