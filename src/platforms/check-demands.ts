import { UserError } from '../problems.ts';
import { demandedOf, ofAddresses } from './demanded.ts';
import { servicesOf } from './image-labels.ts';
import type { PushRequest } from './types.ts';

/**
 * Throws `variables-missing` with what the settings demand, and the services of the image need, beyond all of `has`. `redis`: how
 * the platform gives one; `values`: of variables that the app has.
 */
export function checkDemands(
  { image, redisImage, env }: Pick<PushRequest, 'image' | 'redisImage' | 'env'>,
  has: readonly string[],
  advice: { readonly redis?: readonly string[]; readonly values?: Readonly<Record<string, string>> } = {},
): void {
  const given = new Set(['SECRET_KEY', ...has]);
  const redis = redisImage === 'none' ? [] : (servicesOf(image)['redis'] ?? []);
  // Settings that mean a developer's machine take the address of REDIS_URL (docs/image.md, `redis-url`).
  const services = [...redis, 'REDIS_URL'].some((name) => given.has(name)) ? [] : redis.slice(0, 1);
  const demanded = demandedOf(image, { values: { ...advice.values, ...env }, names: [...has, ...services] });
  const names = [...new Set([...demanded, ...services])].filter((name) => !given.has(name));
  if (names.length === 0) return;
  const next = names.some((name) => services.includes(name)) ? advice.redis : undefined;
  throw new UserError({ code: 'variables-missing', names, ...ofAddresses(image, names), ...(next && { next }) });
}
