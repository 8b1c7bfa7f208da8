import { folderWords } from './build.ts';
import type { CommandLine, Item, Section } from '../values/report.ts';

/** What was deployed, as what is typed next needs it. */
interface Deployed {
  /** Left out: a push. */
  readonly verb?: 'rollback';
  readonly platform: { readonly name: string; readonly hasApps: boolean };
  readonly name: { readonly app: string; readonly isConfigured?: boolean };
  readonly carried: { readonly outcome: { readonly redeploy?: string } };
  readonly dir: string | undefined;
  /** ` --to …`, where a command without it would mean another platform. */
  readonly to?: string;
}

/** What to type after a push, or a rollback. */
export function nextSection({ verb, platform, carried, dir, to = '' }: Deployed): Section {
  const at = folderWords(dir);
  const after = { about: 'after a change', command: `${carried.outcome.redeploy ?? 'simple-deploy push'}${at}` };
  const logs = { about: 'what it logs', command: `simple-deploy logs${to}${at} --follow` };
  const ofPush: readonly CommandLine[] = [
    { about: 'a first admin', command: `simple-deploy run${to}${at} -- manage.py createsuperuser` },
    logs,
    { about: 'go back', command: `simple-deploy rollback${to}${at}` },
  ];
  const ofApp = verb === undefined ? ofPush : [logs];
  return { heading: 'What to do next', commands: [after, ...(platform.hasApps ? ofApp : [])] };
}

/** What can stand in the configuration, so that it need not be typed. */
export function typeLess({ platform, name, to = '' }: Deployed): readonly Item[] {
  const pairs = [
    ...(platform.hasApps && name.isConfigured !== true ? [`app = "${name.app}"`] : []),
    ...(to === '' ? [] : [`to = "${platform.name}"`]),
  ];
  if (pairs.length === 0) return [];
  return [{ what: `${pairs.join(' and ')} in simple-deploy.toml ${pairs.length === 1 ? 'saves' : 'save'} typing.` }];
}
