import type { Problem } from '../../problems.ts';
import { dataNotes } from '../data-notes.ts';
import type { StepResult } from '../../values/step.ts';
import type { PushRequest } from '../types.ts';
import type { HerokuNow } from './observe.ts';
import type { Release } from './release.ts';
import { backupCommands } from './told.ts';

/** What is worth saying after a push. */
export function notesOf(
  now: HerokuNow,
  release: Release,
  image: PushRequest['image'],
  results: readonly StepResult[],
): readonly Problem[] {
  const { database, converts } = release;
  // What a server keeps is lost by nobody; uploads are files all the same.
  const facts = image.facts && { ...image.facts, database: database === 'none' ? image.facts.database : database };
  return [
    ...dataNotes(facts, false),
    ...(converts ? ofBuildpacks(now, release) : []),
    ...asleep(now, release),
    ...(now.app?.isMaintained ? [maintained(release)] : []),
    ...notRemoved(release, results),
    ...noBackups(release),
  ];
}

/** Config vars that mean something to the buildpack, and what they mean now. */
function ofBuildpacks({ app, config }: HerokuNow, { app: name }: Release): readonly Problem[] {
  const forget = (variable: string): string => `heroku config:unset ${variable} --app ${name}`;
  const said: readonly Problem[] = [
    {
      code: 'note-setting',
      what: `${name} runs images now. The way back to what buildpacks built: heroku stack:set ${app?.stack} --app ${name}, then heroku rollback.`,
      next: [],
    },
  ];
  const collect: Problem = {
    code: 'note-setting',
    what: 'DISABLE_COLLECTSTATIC is set, which only the buildpack reads: the image has its static files since it was built.',
    next: [forget('DISABLE_COLLECTSTATIC')],
  };
  const workers: Problem = {
    code: 'note-setting',
    what: `WEB_CONCURRENCY is set: ${config['WEB_CONCURRENCY']} workers start, whatever memory the dyno has. Without it as many start as fit.`,
    next: [forget('WEB_CONCURRENCY')],
  };
  return [
    ...said,
    ...('DISABLE_COLLECTSTATIC' in config ? [collect] : []),
    ...('WEB_CONCURRENCY' in config ? [workers] : []),
  ];
}

/** Process types that were scaled to no dyno, which a push leaves so. */
function asleep({ formation }: HerokuNow, { app, kinds, starts }: Release): readonly Problem[] {
  const types = kinds.map(({ type }) => type).filter((type) => type !== 'release' && !starts.includes(type));
  const none = formation.filter(({ type, quantity }) => quantity === 0 && types.includes(type));
  if (none.length === 0) return [];
  const names = none.map(({ type }) => type).join(', ');
  const scale = none.map(({ type }) => `${type}=1`).join(' ');
  const what = `No dyno runs for ${names}: that is how the app is scaled, and a push does not change it.`;
  return [{ code: 'note-setting', what, next: [`heroku ps:scale ${scale} --app ${app}`] }];
}

function maintained({ app }: Release): Problem {
  const what = 'Maintenance mode is on: visitors see its page, and the new release was not asked for an answer.';
  return { code: 'note-setting', what, next: [`heroku maintenance:off --app ${app}`] };
}

function notRemoved({ app, removes }: Release, results: readonly StepResult[]): readonly Problem[] {
  return removes.flatMap((type) => {
    const failed = results.find(({ id, outcome }) => id === `remove-${type}` && outcome === 'failed');
    if (failed === undefined) return [];
    const what = `The process type ${type}, which the image has no longer, could not be removed: ${failed.reason}.`;
    return [{ code: 'note-setting', what, next: [`heroku container:rm ${type} --app ${app}`] }];
  });
}

/** Plans above Essential have Heroku's continuous protection, https://devcenter.heroku.com/articles/pgbackups. */
function noBackups({ app, addOn }: Release): readonly Problem[] {
  if (addOn === undefined || !('plan' in addOn) || !addOn.plan.includes(':essential-')) return [];
  const [now, nightly] = backupCommands(app);
  const of = `the Postgres that was added: a plan Essential has none by itself`;
  return [{ code: 'note-no-backup', of, next: [`One now: ${now}`, `One every night: ${nightly}`] }];
}
