import type { Config } from '../config.ts';
import { platformNamed, platforms } from '../platforms/index.ts';
import type { Platform } from '../platforms/types.ts';

/** The platform that `--to` or the configuration names, else the first one of the list. Throws `platform-unknown`. */
export function choosePlatform(flag: unknown, config: Config | undefined): Platform {
  const name = typeof flag === 'string' ? flag : config?.values.to;
  const [first] = platforms;
  if (name !== undefined || first === undefined) return platformNamed(name ?? '');
  return first;
}

/** ` --to …`, where a command without it would mean another platform than this one. */
export function toWords(platform: Platform, config: Config | undefined): string {
  return choosePlatform(undefined, config) === platform ? '' : ` --to ${platform.name}`;
}
