import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { ConfigValues } from '../config-keys.ts';
import type { PushRequest } from '../platforms/types.ts';
import { UserError } from '../problems.ts';
import { layoutChoicesOfFlags } from './layout-choices.ts';
import { formatOf, pairs, text, withoutUndefined } from './option-values.ts';
import type { Invocation, World } from './command.ts';

/** What a push asks of a platform, but for the image and the app's name. */
export type PushWishes = Omit<PushRequest, 'verb' | 'image' | 'app' | 'appNamed' | 'folder'>;

interface Telling {
  readonly terminal: Pick<World['terminal'], 'say'>;
}

/**
 * The variables that the app is given: by the configuration, then by files, then one by one. Their values are secrets from here on.
 * Throws `option-value`, `option-file` and `env-file-line`.
 */
export function variablesGiven(
  { options }: Invocation,
  config: ConfigValues,
  world: Pick<World, 'cwd' | 'env' | 'redactor'> & Telling,
): Readonly<Record<string, string>> {
  const env = { ...config.env, ...envOfFiles(options['envFile'], world), ...pairs('--env', options['env'], world.env) };
  for (const [name, value] of Object.entries(env)) world.redactor.addVariable(value, name);
  return env;
}

/** What the command line and the configuration ask of the platform, with the variables that they give. Throws `option-value`. */
export function pushWishes({ options }: Invocation, config: ConfigValues, env: PushWishes['env']): PushWishes {
  return {
    destinations: list(options['destination']) ?? config.destination ?? [],
    env,
    unset: list(options['unset']) ?? [],
    hosts: hostsOf(options['host'], config.host),
    create: options['create'] === true,
    yes: options['yes'] === true,
    force: options['force'] === true,
    ...withoutUndefined({
      port: portOf(options['port']) ?? config.port,
      bind: text(options['bind']) ?? config.bind,
      format: formatOf(options['format']) ?? config.format,
      environment: text(options['environment']) ?? config.environment,
      org: text(options['org']) ?? text(options['team']) ?? config.org,
      region: text(options['region']) ?? config.region,
      ha: options['ha'] === true ? true : config.ha,
      convert: options['convert'] === true ? true : undefined,
      database: layoutChoicesOfFlags(options).database ?? config.database,
      databasePlan: text(options['databasePlan']) ?? config['database-plan'],
      databaseImage: text(options['databaseImage']) ?? config['database-image'],
      redisImage: text(options['redisImage']) ?? config['redis-image'],
    }),
  };
}

function list(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? (value as readonly string[]) : undefined;
}

/** `--host`, or host of the configuration: a name, with a port or a scheme where they are not the platform's. Throws `option-value`. */
function hostsOf(typed: unknown, configured: readonly string[] = []): readonly string[] {
  const named = list(typed);
  const wanted = 'a host name, such as blog.example, blog.example:8443 or https://blog.example';
  for (const value of named ?? configured) {
    if (/^(https?:\/\/)?(\[[\da-f:]+\]|[a-z\d]([\w.-]*[a-z\d])?)(:\d{1,5})?\/?$/i.test(value)) continue;
    throw new UserError({ code: 'option-value', option: named ? '--host' : 'host', value, wanted });
  }
  return named ?? configured;
}

/** `--port`. Throws `option-value`. */
export function portOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UserError({ code: 'option-value', option: '--port', value, wanted: 'a number from 1 to 65535' });
}

function envOfFiles(value: unknown, world: Pick<World, 'cwd'> & Telling): Readonly<Record<string, string>> {
  const read = (list(value) ?? []).map((file) => withoutPort(file, resolve(world.cwd, file), world));
  return Object.assign({}, ...read) as Readonly<Record<string, string>>;
}

/** A file of variables is often one of a developer's machine too: PORT is what each platform says itself. */
function withoutPort(typed: string, file: string, { terminal }: Telling) {
  const { PORT: port, ...others } = envOfFile(file);
  if (port !== undefined) terminal.say(`PORT in ${typed} is left out: the platform says where the app listens.`);
  return others;
}

/** Reads NAME=value lines with quotes, comments and values over several lines as Node's own parser does. */
function envOfFile(file: string): Readonly<Record<string, string>> {
  const text = readEnvFile(file);
  const values = parseEnv(text) as Record<string, string>;
  const inside = Object.values(values).filter((value) => value.includes('\n'));
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$|(export\s+)?[A-Za-z_][\w.]*\s*=)/.test(line)) continue;
    if (inside.some((value) => value.includes(line.replace(/["'`]\s*$/, '')))) continue;
    throw new UserError({ code: 'env-file-line', file, line: index + 1 });
  }
  return values;
}

function readEnvFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError({ code: 'option-file', option: '--env-file', file, reason }, { cause: error });
  }
}
