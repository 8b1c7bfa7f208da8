import type { Problem } from '../../problems.ts';
import type { StepResult } from '../../values/step.ts';
import { dataNotes } from '../data-notes.ts';
import { runFacts } from '../run-facts.ts';
import { travelOf } from '../travel.ts';
import type { Outcome, PushRequest } from '../types.ts';
import { clusterOf, page, label, platform } from './names.ts';
import type { FlyNow } from './observe.ts';
import type { Release } from './release.ts';
import { told } from './told.ts';

/** What a push came to. */
export function pushOutcome(
  now: FlyNow,
  release: Release,
  { image }: PushRequest,
  results: readonly StepResult[],
  changed: boolean,
): Outcome {
  const { app, org, region, host, configuration } = release;
  const url = `https://${host}/`;
  const pushed = results.find(({ id }) => id === 'push')?.pushed;
  const facts: readonly (Outcome['facts'][number] | undefined)[] = [
    { name: 'App', value: `${app}, organisation ${org}, region ${region}` },
    pushed && { name: 'Image', value: `${now.registry}/${app}@${pushed.digest}` },
    pushed && { name: 'Layers', value: travelOf(pushed) },
    { name: 'Machines', value: configuration.groups.join(', ') },
    { name: 'Database', value: databaseWords(release) },
    ...runFacts(image),
    { name: 'Dashboard', value: `https://fly.io/apps/${app}` },
  ];
  return {
    changed,
    data: [url],
    urls: [url],
    facts: facts.filter((fact) => fact !== undefined),
    notes: notesOf(now, release, image),
    redeploy: `simple-deploy push --to ${platform}`,
    docs: [page],
    ...told(release, now.app === undefined),
  };
}

function databaseWords({ database, volume, cluster, app }: Release): string {
  if (cluster !== undefined) return `Managed Postgres ${clusterOf(app)}`;
  if (volume) return 'SQLite on the volume data, at /data';
  return database === 'none' ? 'none' : `${database}, by DATABASE_URL`;
}

function notesOf(now: FlyNow, release: Release, image: PushRequest['image']): readonly Problem[] {
  const { database, volume, configuration } = release;
  // What a server keeps is lost by nobody; uploads are files all the same.
  const facts = image.facts && { ...image.facts, database: database === 'none' ? image.facts.database : database };
  return [
    ...(now.own === undefined
      ? []
      : [{ code: 'note-own-configuration', file: now.own.file, added: configuration.added } as const]),
    ...(volume || now.machines.some(({ mounted }) => mounted) ? [] : dataNotes(facts, false)),
    ...(now.app === undefined ? [billed(release)] : []),
  ];
}

function billed({ cluster, volume }: Release): Problem {
  const lines = [
    'Machines while they run (they stop without traffic): https://fly.io/docs/about/pricing/',
    ...(volume ? ['The volume while it stands.'] : []),
    ...(cluster ? ['Managed Postgres by the month, also without the app: https://fly.io/docs/mpg/'] : []),
  ];
  return { code: 'note-billed', platform: label, lines };
}
