import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../problems.ts';

/** What we read of docker's own configuration file. */
export interface DockerConfig {
  /** Absolute path of the file, whether or not it exists. */
  readonly file: string;
  readonly currentContext?: string;
  readonly credsStore?: string;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly auths?: Readonly<Record<string, StoredAuth>>;
  readonly proxies?: Readonly<Record<string, StoredProxies>>;
}

export interface StoredAuth {
  readonly auth?: string;
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
}

export interface StoredProxies {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy?: string;
  readonly ftpProxy?: string;
  readonly allProxy?: string;
}

/** Folder of docker's configuration: $DOCKER_CONFIG, else ~/.docker. */
export function dockerConfigFolder(env: NodeJS.ProcessEnv): string {
  return env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker');
}

/**
 * Reads docker's config.json; an absent file is an empty configuration. Throws `docker-config-invalid` when it is not
 * JSON or may not be read.
 */
export async function readDockerConfig(env: NodeJS.ProcessEnv): Promise<DockerConfig> {
  const file = join(dockerConfigFolder(env), 'config.json');
  try {
    const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null) throw new Error('it does not hold an object');
    return { ...parsed, file };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { file };
    throw new UserError({ code: 'docker-config-invalid', file, reason: (error as Error).message }, { cause: error });
  }
}
