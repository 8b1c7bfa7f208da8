import { UserError } from '../../problems.ts';
import type { ContainerState } from '../../values/container.ts';
import type { Target } from '../types.ts';
import { keys } from './labels.ts';
import type { LocalNow } from './observe.ts';
import { label } from './names.ts';

/** The release that is there. Throws `app-absent`. */
export function presentWeb(now: LocalNow, { app }: Target): ContainerState {
  const web = now.web ?? now.next;
  if (web) return web;
  throw new UserError({ code: 'app-absent', app, platform: 'local', label });
}

/** The container of a process of that type. Throws `app-absent`, `process-unknown`. */
export function presentProcess(now: LocalNow, target: Target, name: string): ContainerState {
  const web = presentWeb(now, target);
  if (name === 'web') return web;
  const found = now.processes.find(({ labels }) => labels[keys.process] === name);
  if (found) return found;
  const known = ['web', ...now.processes.map(({ labels }) => labels[keys.process] ?? '')];
  throw new UserError({ code: 'process-unknown', app: target.app, name, known });
}
