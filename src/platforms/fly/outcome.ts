import type { Problem } from '../../problems.ts';
import type { StepResult } from '../../values/step.ts';
import { dataNotes } from '../data-notes.ts';
import { runDetails } from '../run-facts.ts';
import { travelOf } from '../travel.ts';
import type { Outcome, PushRequest } from '../types.ts';
import { clusterOf, page, platform } from './names.ts';
import { newThings } from './new-things.ts';
import type { FlyNow } from './observe.ts';
import type { Release } from './release.ts';
import { aloneNotes, serverWords } from './scale.ts';
import { told } from './told.ts';

/** What a push came to. */
export function pushOutcome(
  now: FlyNow,
  release: Release,
  request: PushRequest,
  results: readonly StepResult[],
  changed: boolean,
): Outcome {
  const { image } = request;
  const { app, org, region, host } = release;
  const url = `https://${host}/`;
  const pushed = results.find(({ id }) => id === 'push')?.pushed;
  const facts: readonly (Outcome['facts'][number] | undefined)[] = [
    now.app && { name: 'App', value: `${app}, organisation ${org}, region ${region}`, isDetail: true },
    pushed && { name: 'Image', value: `${now.registry}/${app}@${pushed.digest}`, isDetail: true },
    pushed && { name: 'Layers', value: travelOf(pushed) },
    { name: 'Machines', value: machineWords(now, release, request) },
    { name: 'Database', value: databaseWords(release) },
    ...runDetails(image),
    { name: 'Dashboard', value: `https://fly.io/apps/${app}` },
  ];
  return {
    changed,
    data: [url],
    urls: [url],
    facts: facts.filter((fact) => fact !== undefined),
    notes: [...notesOf(now, release, image), ...aloneNotes(now, release, request)],
    redeploy: `simple-deploy push --to ${platform}`,
    docs: [page],
    ...told(now, release, newThings(now, release, request)),
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
    ...(volume && now.volumes.length === 0 ? [snapshots(now, release)] : []),
  ];
}

/** Fly's own snapshots, https://fly.io/docs/volumes/snapshots/. */
function snapshots({ program }: FlyNow, { app }: Release): Problem {
  return {
    code: 'note-backup-thin',
    what: 'Of the volume data, with the SQLite database and uploads, Fly takes one snapshot a day and keeps it for five days. What is newer is lost with the disk that holds the volume.',
    next: [
      `Its ID: ${program} volumes list --app ${app}`,
      `One now: ${program} volumes snapshots create ID --app ${app}`,
    ],
  };
}

/** Such as "2 for the server, 1 for worker": those that stand are kept, and a new group has one, or two where it is asked for. */
function machineWords({ machines }: FlyNow, { configuration }: Release, { ha }: PushRequest): string {
  const counts = configuration.groups.map((group) => {
    const stand = machines.filter((each) => each.group === group);
    const least = ha === true && configuration.served.includes(group) && !stand.some(({ mounted }) => mounted) ? 2 : 1;
    return `${Math.max(stand.length, least)} for ${serverWords([group])}`;
  });
  return counts.join(', ');
}
