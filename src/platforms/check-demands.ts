import { UserError } from '../problems.ts';
import { servicesOf } from './image-labels.ts';
import type { PushRequest } from './types.ts';

/** Throws `variables-missing` with what the settings demand, and the services of the image need, beyond all of `has`. */
export function checkDemands(
  { image, redisImage }: Pick<PushRequest, 'image' | 'redisImage'>,
  has: readonly string[],
): void {
  const given = new Set(['SECRET_KEY', ...has]);
  const demanded = image.facts?.requiredVariables ?? image.demands ?? [];
  const redis = redisImage === 'none' ? [] : (servicesOf(image)['redis'] ?? []);
  const services = redis.some((name) => given.has(name)) ? [] : redis.slice(0, 1);
  const names = [...new Set([...demanded, ...services])].filter((name) => !given.has(name));
  if (names.length > 0) throw new UserError({ code: 'variables-missing', names });
}
