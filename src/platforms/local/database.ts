import { UserError } from '../../problems.ts';
import type { ContainerSpec } from '../../values/container.ts';
import type { Effect, EngineWork, Step } from '../../values/step.ts';
import type { Fresh, PushRequest } from '../types.ts';
import { keys, ownLabels } from './labels.ts';
import type { Names } from './names.ts';
import type { LocalNow } from './observe.ts';
import type { Release } from './release-spec.ts';

/** The version that a first push starts; later ones keep what the data was written with. */
const defaultImage = 'postgres:17';
const alias = 'database';
const user = 'app';

/** DATABASE_URL of the server that we run. */
export function databaseUrl(password: string): string {
  return `postgres://${user}:${password}@${alias}:5432/${user}`;
}

/** The password that was made with the volume, or a new one. Throws `database-password-lost` for a volume of others. */
export function passwordOf({ database }: LocalNow, names: Names, fresh: Fresh): string {
  if (database === undefined) return fresh.password;
  const password = database.volume.labels[keys.secret];
  if (password === undefined) throw new UserError({ code: 'database-password-lost', volume: names.database });
  return password;
}

/** The image of the server: what its data was written with, else what is asked for. */
export function serverImage({ database }: LocalNow, { databaseImage }: Pick<PushRequest, 'databaseImage'>): string {
  return database?.volume.labels[keys.image] ?? databaseImage ?? defaultImage;
}

/** Steps after which a database server runs and takes connections. */
export function databaseSteps(now: LocalNow, request: PushRequest, release: Release, fresh: Fresh): readonly Step[] {
  const { names, app } = release;
  const image = serverImage(now, request);
  const password = passwordOf(now, names, fresh);
  const container = now.database?.container;
  const make = serverSpec(release, image, password);
  return [
    ...when(
      container === undefined,
      work('image', `Have the database image ${image}`, { call: 'ensure-image', reference: image }),
    ),
    ...when(!now.network, network(app, names)),
    ...when(now.database === undefined, volume(app, names, image, password)),
    ...when(
      container === undefined,
      work('create', 'Create the database server', { call: 'create-container', spec: make }, [
        { kind: 'engine', call: 'remove-container', name: names.database },
      ]),
    ),
    ...when(
      container?.status !== 'running',
      work('start', 'Start the database server', { call: 'start-container', name: names.database }),
    ),
    ready(names),
  ];
}

function when(condition: boolean, step: Step): readonly Step[] {
  return condition ? [step] : [];
}

function network(app: string, { network: name }: Names): Step {
  const call = { call: 'create-network', name, labels: ownLabels(app, 'network') } as const;
  return work('network', 'Make a network for the app', call, [{ kind: 'engine', call: 'remove-network', name }]);
}

function volume(app: string, { database: name }: Names, image: string, password: string): Step {
  const labels = { ...ownLabels(app, 'database'), [keys.secret]: password, [keys.image]: image };
  const undo: Effect = { kind: 'engine', call: 'remove-volume', name };
  return work('volume', 'Make a volume for the database', { call: 'create-volume', name, labels }, [undo]);
}

function work(id: string, title: string, call: EngineWork, undo?: readonly Effect[]): Step {
  const why = 'The app was asked to run with a Postgres database.';
  return { id: `database-${id}`, title, why, effect: { kind: 'engine', ...call }, ...(undo && { undo }) };
}

/** Over TCP: while it prepares its first start, the official image listens on a socket only. */
function ready(names: Names): Step {
  return {
    id: 'database-ready',
    title: 'Wait for the database server',
    why: 'A first start prepares the database and takes a few seconds.',
    effect: {
      kind: 'wait',
      probe: {
        kind: 'exec',
        container: names.database,
        argv: ['pg_isready', '-q', '-h', '127.0.0.1', '-U', user, '-d', user],
      },
      until: 'ok',
      everyMs: 200,
      limitMs: 90_000,
    },
    logOf: names.database,
  };
}

function serverSpec({ app, names }: Release, image: string, password: string): ContainerSpec {
  return {
    name: names.database,
    image,
    env: {
      POSTGRES_USER: user,
      POSTGRES_PASSWORD: password,
      POSTGRES_DB: user,
      // A folder below the volume: it may hold other things at its root, such as lost+found.
      PGDATA: '/var/lib/postgresql/data/pgdata',
    },
    labels: ownLabels(app, 'database'),
    volumes: { '/var/lib/postgresql/data': names.database },
    network: names.network,
    alias,
    ports: [],
    restart: 'unless-stopped',
    stopSeconds: 60,
    confined: false,
  };
}
