import { UserError } from '../../problems.ts';
import type { ContainerSpec } from '../../values/container.ts';
import type { Database } from '../../values/database.ts';
import type { Effect, EngineWork, Step } from '../../values/step.ts';
import { needsPostgis } from '../image-labels.ts';
import type { Fresh, PushRequest } from '../types.ts';
import { keys, ownLabels } from './labels.ts';
import { when } from './when.ts';
import type { Names } from './names.ts';
import type { LocalNow } from './observe.ts';
import type { Release } from './release-spec.ts';
import { postgisImage, type ServerKind, serverKind, serverOf } from './servers.ts';

const alias = 'database';
const user = 'app';

/** DATABASE_URL of the server that we run. */
export function databaseUrl(kind: ServerKind, password: string): string {
  return `${kind}://${user}:${password}@${alias}:${serverOf(kind).port}/${user}`;
}

/** The kind of server that wrote what is in the volume. */
export function kindOf({ volume }: NonNullable<LocalNow['database']>): ServerKind {
  return serverKind(volume.labels[keys.database] as Database | undefined) ?? 'postgres';
}

/** The password that was made with the volume, or a new one. Throws `database-password-lost` for a volume of others. */
export function passwordOf({ database }: LocalNow, names: Names, fresh: Fresh): string {
  if (database === undefined) return fresh.password;
  const password = database.volume.labels[keys.secret];
  if (password === undefined) throw new UserError({ code: 'database-password-lost', volume: names.database });
  return password;
}

/** The image of the server: what its data was written with, else what is asked for, else one that has what the project needs. */
export function serverImage(
  { database }: Pick<LocalNow, 'database'>,
  { databaseImage, image }: Pick<PushRequest, 'databaseImage' | 'image'>,
  kind: ServerKind,
): string {
  const usual = kind === 'postgres' && needsPostgis(image) ? postgisImage : serverOf(kind).image;
  return database?.volume.labels[keys.image] ?? databaseImage ?? usual;
}

/** Steps after which a database server runs and takes connections. */
export function databaseSteps(
  now: LocalNow,
  request: PushRequest,
  release: Release,
  kind: ServerKind,
  fresh: Fresh,
): readonly Step[] {
  const { names, app } = release;
  const image = serverImage(now, request, kind);
  const password = passwordOf(now, names, fresh);
  const container = now.database?.container;
  const make = serverSpec(release, kind, image, password);
  return [
    ...when(
      container === undefined,
      work('image', `Have the database image ${image}`, { call: 'ensure-image', reference: image }),
    ),
    ...when(now.database === undefined, volume(app, names, { kind, image, password })),
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
    ready(names, kind),
  ];
}

/** The network that the app shares with the servers beside it. */
export function networkStep(app: string, { network: name }: Names): Step {
  const call = { call: 'create-network', name, labels: ownLabels(app, 'network') } as const;
  return work('network', 'Make a network for the app', call, [{ kind: 'engine', call: 'remove-network', name }]);
}

function volume(
  app: string,
  { database: name }: Names,
  { kind, image, password }: { readonly kind: ServerKind; readonly image: string; readonly password: string },
): Step {
  const own = ownLabels(app, 'database');
  const labels = { ...own, [keys.secret]: password, [keys.image]: image, [keys.database]: kind };
  const undo: Effect = { kind: 'engine', call: 'remove-volume', name };
  return work('volume', 'Make a volume for the database', { call: 'create-volume', name, labels }, [undo]);
}

function work(id: string, title: string, call: EngineWork, undo?: readonly Effect[]): Step {
  const why =
    'The app runs with a database server: it was asked for, or the settings look for one where a container finds none.';
  return { id: `database-${id}`, title, why, effect: { kind: 'engine', ...call }, ...(undo && { undo }) };
}

function ready(names: Names, kind: ServerKind): Step {
  return {
    id: 'database-ready',
    title: 'Wait for the database server',
    why: 'A first start prepares the database and takes a few seconds.',
    effect: {
      kind: 'wait',
      probe: { kind: 'exec', container: names.database, argv: serverOf(kind).ready(user) },
      until: 'ok',
      everyMs: 200,
      limitMs: 90_000,
    },
    logOf: names.database,
  };
}

function serverSpec({ app, names }: Release, kind: ServerKind, image: string, password: string): ContainerSpec {
  const { variables, data } = serverOf(kind);
  return {
    name: names.database,
    image,
    env: variables(user, password),
    labels: ownLabels(app, 'database'),
    volumes: { [data]: names.database },
    network: names.network,
    alias,
    ports: [],
    restart: 'unless-stopped',
    stopSeconds: 60,
    confined: false,
  };
}
