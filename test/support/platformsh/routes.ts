import type { Configuration } from './configuration.ts';
import type { Environment, Project, Route } from './state.ts';

/** The name by which an environment is reached. */
export function addressOf({ id, region }: Project, { machineName }: Environment): string {
  return `${machineName}-${id}.${region.replace('.platform.sh', '')}.platformsh.site`;
}

/**
 * The routes of a configuration by their addresses; a visitor by http is sent to https. Without routes the first
 * application is at the environment's own address.
 */
export function routesOf(
  { routes, applications }: Configuration,
  address: string,
): Readonly<Record<string, Route & { readonly id: string | null }>> {
  const wanted =
    Object.keys(routes).length > 0
      ? routes
      : { 'https://{default}/': { type: 'upstream', upstream: `${applications[0]?.name}:http`, primary: true } };
  const secure = Object.entries(wanted).map(([pattern, route], index) => {
    const { type = 'upstream', upstream, to } = route as { type?: Route['type']; upstream?: string; to?: string };
    const named = (text: string): string => text.replaceAll('{default}', address).replaceAll('{all}', address);
    const made = {
      id: null,
      type,
      original_url: pattern,
      primary: route['primary'] === true || index === 0,
      ...(upstream !== undefined && { upstream: upstream.split(':')[0] ?? '' }),
      ...(to !== undefined && { to: named(to) }),
    };
    return [withSlash(named(pattern)), made] as const;
  });
  const plain = secure.map(([url, { original_url }]) => {
    const from = url.replace('https:', 'http:');
    const made = {
      id: null,
      type: 'redirect' as const,
      original_url: original_url.replace('https:', 'http:'),
      to: url,
    };
    return [from, { ...made, primary: false }] as const;
  });
  return Object.fromEntries([...secure, ...plain.filter(([url]) => !secure.some(([other]) => other === url))]);
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);
