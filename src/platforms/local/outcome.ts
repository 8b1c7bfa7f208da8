import type { Problem } from '../../problems.ts';
import type { StepResult } from '../../values/step.ts';
import type { Outcome } from '../types.ts';
import type { LocalNow } from './observe.ts';
import { stillRuns } from './processes.ts';
import type { Release } from './release-spec.ts';
import { livePage } from './switch.ts';
import { takeDatabase, told } from './told.ts';

interface Pushed {
  readonly release: Release;
  readonly now: LocalNow;
  readonly repaired?: string;
}

type Fact = Outcome['facts'][number];

/** What a push came to. */
export function pushOutcome(
  { release, now, repaired }: Pushed,
  results: readonly StepResult[],
  changed: boolean,
): Outcome {
  const urls = urlsOf(release, release.addresses);
  const { names, before, serverRuns } = release;
  const image = serverRuns?.image;
  const facts: readonly (Fact | undefined)[] = [
    { name: 'App', value: release.app, isDetail: true },
    { name: 'Port', value: `${release.port}${release.bind === '' ? ', on every address' : ` on ${release.bind}`}` },
    gap(results),
    { name: 'Data', value: `volume ${names.data}` },
    image === undefined ? undefined : { name: 'Database', value: `${image}, volume ${names.database}` },
    release.redis && { name: 'Redis', value: `${release.redis.image}, volume ${names.redis}` },
    processesFact(release),
    before && { name: 'Image before', value: before.reference, isDetail: true },
  ];
  const notes: readonly (Problem | undefined)[] = [
    repaired === undefined ? undefined : { code: 'note-repaired', what: repaired },
    dataVolume(now, release),
    now.database ? undefined : newServer(release),
    noBackup(now, release),
    release.redis === undefined || now.redis
      ? undefined
      : { code: 'note-redis', image: release.redis.image, volume: names.redis },
    ...lookedAgain(release, results),
    release.bind === '' && changed ? { code: 'note-open-to-network', port: release.port } : undefined,
  ];
  return {
    changed,
    data: urls.slice(0, 1),
    urls,
    facts: facts.filter((fact) => fact !== undefined),
    notes: notes.filter((note) => note !== undefined),
    redeploy: 'simple-deploy push --to local',
    docs: ['docs/platforms/local.md'],
    ...told(now, release),
  };
}

/** Of a database server that this push starts. */
function newServer({ names, serverRuns }: Release): Problem | undefined {
  if (serverRuns === undefined) return undefined;
  const { image, insteadOf } = serverRuns;
  return {
    code: 'note-server-database',
    image,
    volume: names.database,
    ...(insteadOf !== undefined && { insteadOf }),
  };
}

/** Of a volume that this push made. */
function dataVolume({ data }: LocalNow, { names, database }: Release): Problem | undefined {
  if (data) return undefined;
  const sqlite = database === 'sqlite';
  return { code: 'note-data-volume', volume: names.data, sqlite, ...(sqlite && { take: takeDatabase(names.web) }) };
}

/** Of a database that this push began; what is made with the commands is up to the person, who was told. */
function noBackup({ data, database }: LocalNow, { names, server, database: kind }: Release): Problem | undefined {
  const isNew = server === undefined ? data === undefined && kind === 'sqlite' : database === undefined;
  if (!isNew) return undefined;
  const of =
    server === undefined
      ? `the SQLite database and the uploads in the volume ${names.data}`
      : `the database in the volume ${names.database}`;
  return { code: 'note-no-backup', of, next: ['The command that makes one is in the summary, among those of docker.'] };
}

function processesFact({ processes }: Release): Fact | undefined {
  return processes.length === 0
    ? undefined
    : { name: 'Processes', value: processes.map(({ name }) => name).join(', ') };
}

/** What showed when the release was in service: nothing was taken back for it. */
function lookedAgain({ app, processes }: Release, results: readonly StepResult[]): readonly Problem[] {
  const failed = (wanted: string): string | undefined => {
    const found = results.find(({ id }) => id === wanted);
    return found?.outcome === 'failed' ? (found.reason ?? '') : undefined;
  };
  const page = failed(livePage);
  return [
    ...(page === undefined ? [] : [{ code: 'note-page-fails', reason: page, app } as const]),
    ...processes.flatMap(({ name }) => {
      const reason = failed(stillRuns(name));
      return reason === undefined ? [] : [{ code: 'note-process-dies', process: name, reason, app } as const];
    }),
  ];
}

/** Where a release answers: this machine first, then how other devices reach it. */
export function urlsOf(
  { port, bind }: Pick<Release, 'port' | 'bind'>,
  addresses: readonly string[],
): readonly string[] {
  const own = bind === '' ? ['localhost', ...addresses.filter(isOutward)] : [bind.includes(':') ? `[${bind}]` : bind];
  return own.map((host) => `http://${host}${port === 80 ? '' : `:${port}`}/`);
}

function isOutward(address: string): boolean {
  return !['localhost', '127.0.0.1', '[::1]'].includes(address);
}

/** How long nobody answered: from the stop of the old release to the first answer of the new one. */
function gap(results: readonly StepResult[]): Fact | undefined {
  const stop = results.find(({ id }) => id === 'stop');
  const serve = results.find(({ id }) => id === 'serve');
  if (stop === undefined || serve === undefined) return undefined;
  const ms = serve.startedAt + serve.ms - stop.startedAt;
  return { name: 'Gap', value: `${(ms / 1000).toFixed(2)} s without an answer` };
}
