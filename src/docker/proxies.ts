import type { DockerConfig, StoredProxies } from './docker-config.ts';

/** Names that the Dockerfile frontend predefines: they are no part of a cache key and reach no layer. */
const names: readonly (readonly [string, keyof StoredProxies])[] = [
  ['HTTP_PROXY', 'httpProxy'],
  ['HTTPS_PROXY', 'httpsProxy'],
  ['FTP_PROXY', 'ftpProxy'],
  ['NO_PROXY', 'noProxy'],
  ['ALL_PROXY', 'allProxy'],
];

/**
 * The proxies that a build is to use, as build arguments in both spellings: those of the environment, else those that
 * docker's configuration holds for this engine (or its default).
 */
export function proxyArguments(
  env: NodeJS.ProcessEnv,
  proxies: DockerConfig['proxies'],
  address: string,
): Readonly<Record<string, string>> {
  const stored = proxies?.[address] ?? proxies?.default;
  const found: Record<string, string> = {};
  for (const [name, key] of names) {
    const value = env[name] || env[name.toLowerCase()] || stored?.[key];
    if (value) Object.assign(found, { [name]: value, [name.toLowerCase()]: value });
  }
  return found;
}
