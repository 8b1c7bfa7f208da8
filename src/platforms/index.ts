import { UserError } from '../problems.ts';
import { fly } from './fly/index.ts';
import { heroku } from './heroku/index.ts';
import { local } from './local/index.ts';
import { platformsh, upsun } from './platformsh/index.ts';
import { registry } from './registry/index.ts';
import type { Platform } from './types.ts';

/** Every platform, in the order of the help. */
export const platforms: readonly Platform[] = [local, fly, heroku, platformsh, upsun, registry];

/** The platform that `--to` names. Throws `platform-unknown`. */
export function platformNamed(name: string): Platform {
  const platform = platforms.find((each) => each.name === name);
  if (platform) return platform;
  throw new UserError({ code: 'platform-unknown', name, known: platforms.map((each) => each.name) });
}
