import { UserError } from '../../problems.ts';
import type { Target } from '../types.ts';
import { label, platform } from './names.ts';
import type { FlyNow, Machine } from './observe.ts';
import { serverIn, usualServer } from './service.ts';

/** The app that is there. Throws `app-absent`. */
export function presentApp({ app }: FlyNow, target: Target): NonNullable<FlyNow['app']> {
  if (app !== undefined) return app;
  throw new UserError({ code: 'app-absent', app: target.app, platform, label });
}

/** A machine of a process group, the server's when none is named: one that runs before one that sleeps. Throws `app-absent`, `process-unknown`, `choice-impossible`. */
export function presentMachine(now: FlyNow, target: Target, process?: string): Machine {
  presentApp(now, target);
  const groups = [...new Set(now.machines.map(({ group }) => group))];
  const server = [usualServer, serverIn(now.own?.table)].find((group) => groups.includes(group)) ?? groups[0];
  const wanted = process === undefined || (process === 'web' && !groups.includes('web')) ? server : process;
  const all = now.machines.filter(({ group }) => group === wanted);
  const found = all.find(({ state }) => state === 'started') ?? all[0];
  if (found !== undefined) return found;
  if (groups.length === 0) throw undeployed(target);
  throw new UserError({ code: 'process-unknown', app: target.app, name: process ?? '', known: groups });
}

function undeployed({ app }: Target): UserError {
  const what = `The app ${app} is there on ${label}, and nothing was deployed to it yet: it has no machine.`;
  return new UserError({ code: 'choice-impossible', what, next: [`simple-deploy push --to ${platform} --app ${app}`] });
}
