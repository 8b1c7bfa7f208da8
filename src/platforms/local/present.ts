import { UserError } from '../../problems.ts';
import type { ContainerState } from '../../values/container.ts';
import type { Target } from '../types.ts';
import type { LocalNow } from './observe.ts';

/** The release that is there. Throws `app-absent`. */
export function presentWeb(now: LocalNow, { app }: Target): ContainerState {
  const web = now.web ?? now.next;
  if (web) return web;
  throw new UserError({ code: 'app-absent', app, platform: 'local' });
}
