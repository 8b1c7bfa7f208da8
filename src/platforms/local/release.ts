import { refuseHeld } from '../lock.ts';
import { refuseOtherMachine } from '../machine.ts';
import { isReserved } from '../reserved-variables.ts';
import { UserError } from '../../problems.ts';
import type { Database } from '../../values/database.ts';
import type { Fresh, ImageNeeds, PushRequest, Releasable } from '../types.ts';
import { demandedOf, ofAddresses } from '../demanded.ts';
import { databaseUrl, kindOf, passwordOf, serverImage } from './database.ts';
import { imageNameOf, keptIn, keys } from './labels.ts';
import { redisOf } from './redis.ts';
import { databaseHostIn, databaseIn, processesOf, servicesOf } from '../image-labels.ts';
import { spreadRedis } from '../redis-variables.ts';
import { namesFor } from './names.ts';
import type { LocalNow } from './observe.ts';
import { defaultPort, type Release } from './release-spec.ts';
import { type ServerKind, serverKind } from './servers.ts';
import { soughtServer } from './sought-server.ts';

/** What the image must be: for this engine, and with the driver of the database that it will meet. */
export function needs(now: LocalNow, wanted: Omit<PushRequest, 'image'>): ImageNeeds {
  const database = serverFor(now, wanted) ?? wanted.database;
  return { osArch: now.osArch, ...(database !== undefined && { database }) };
}

/**
 * The release that a push asks for: what is given, else what the release before had, else the default. Throws what
 * makes it impossible: see the checks below.
 */
export function releaseOf(now: LocalNow, request: PushRequest, fresh: Fresh): Release {
  check(now, request);
  const kept = now.web && keptIn(now.web);
  const names = namesFor(request.app);
  const variables = variablesOf(now, request);
  const server = serverOfRelease(now, request, variables);
  const redis = redisOf(now, request, variables, fresh);
  const release: Release = {
    app: request.app,
    names,
    ...folderLabel(request, now),
    image: request.image.reference,
    imageName: request.image.reference,
    imageId: request.image.id ?? request.image.reference,
    variables,
    hosts: request.hosts.length > 0 ? request.hosts : (kept?.hosts ?? []),
    addresses: now.addresses,
    secretKey: now.data?.labels[keys.secret] ?? now.web?.env['SECRET_KEY'] ?? fresh.secretKey,
    database: server ?? databaseOf(request),
    ...(server && {
      server,
      databaseUrl: databaseUrl(server, passwordOf(now, names, fresh)),
      serverRuns: {
        image: serverImage(now, request, server),
        stands: now.database !== undefined,
        ...(request.database === undefined && { insteadOf: databaseHostIn(request.image)?.host ?? '' }),
      },
    }),
    ...(redis && { redis }),
    spread: spreadRedis(servicesOf(request.image)['redis'] ?? [], variables),
    processes: processesOf(request.image).filter(({ name }) => name !== 'web'),
    labels: request.image.labels,
    port: request.port ?? now.web?.ports[0]?.host ?? defaultPort,
    bind: request.bind ?? now.web?.ports[0]?.address ?? '',
    ...beforeOf(now, request),
  };
  checkVariables(request.image, release);
  return release;
}

/** The folder that an app belongs to; an image that was built elsewhere names the one it came from. */
function folderOf({ folder, image }: PushRequest): string | undefined {
  return folder ?? image.labels['simple-deploy.folder'];
}

function folderLabel(request: PushRequest, { web }: LocalNow): Pick<Release, 'folder'> {
  const folder = folderOf(request) ?? web?.labels[keys.folder];
  return folder === undefined ? {} : { folder };
}

/** The server that a release gets: asked for, standing, or the one that its settings look for in vain. Throws what makes it impossible. */
function serverOfRelease(
  now: LocalNow,
  request: PushRequest,
  variables: Readonly<Record<string, string>>,
): ServerKind | undefined {
  const wanted = serverFor(now, request) ?? soughtServer(now, request, variables);
  if (wanted !== undefined) checkServer(now, request, wanted);
  return variables['DATABASE_URL'] === undefined ? wanted : undefined;
}

/** The database server of ours that the app meets: asked for now, or there since an earlier push. */
function serverFor({ database, web }: LocalNow, wanted: Omit<PushRequest, 'image'>): ServerKind | undefined {
  if (wanted.database !== undefined) return 'DATABASE_URL' in wanted.env ? undefined : serverKind(wanted.database);
  const kind = database && kindOf(database);
  return web === undefined || keptIn(web).database === kind ? kind : undefined;
}

function databaseOf({ image }: PushRequest): Database {
  return databaseIn(image) ?? 'none';
}

function variablesOf({ web }: LocalNow, { env, unset }: PushRequest): Readonly<Record<string, string>> {
  const names = web === undefined ? [] : keptIn(web).variables;
  const kept = names.filter((name) => !unset.includes(name)).map((name) => [name, web?.env[name] ?? '']);
  return { ...(Object.fromEntries(kept) as Record<string, string>), ...env };
}

/** The image that a rollback goes back to: the one that serves now, unless it is the same. */
function beforeOf({ web }: LocalNow, { image }: PushRequest): Pick<Release, 'before'> {
  if (web === undefined) return {};
  if (web.imageId !== image.id) return { before: { reference: imageNameOf(web), id: web.imageId } };
  const { before } = keptIn(web);
  return before ? { before } : {};
}

function check(now: LocalNow, request: PushRequest): void {
  const { app, image } = request;
  refuseHeld(now.lock, { app, name: namesFor(app).lock });
  const folder = now.web?.labels[keys.folder];
  if (!request.appNamed && now.web && folder !== undefined && folder !== folderOf(request)) {
    throw new UserError({ code: 'app-name-taken', app, image: imageNameOf(now.web) });
  }
  refuseOtherMachine(image, now.osArch);
  checkPort(now);
}

function checkServer(now: LocalNow, request: PushRequest, wanted: ServerKind): void {
  const { image, app } = request;
  const has = databaseOf(request);
  if (has !== wanted) throw new UserError({ code: 'image-lacks-database', reference: image.reference, has, wanted });
  const written = now.database && kindOf(now.database);
  if (written !== undefined && written !== wanted) {
    const volume = namesFor(app).database;
    throw new UserError({ code: 'database-of-other-kind', app, volume, has: written, wanted });
  }
}

function checkPort({ port }: LocalNow): void {
  if (port.takenBy === undefined) return;
  const holder = port.takenBy === true ? {} : { holder: port.takenBy };
  throw new UserError({ code: 'port-taken', port: port.number, ...holder });
}

const reserved: Readonly<Record<string, string>> = {
  PORT: 'The app listens on 8000 in its container; --port chooses the port of this machine.',
};

function checkVariables(image: Releasable, release: Release): void {
  for (const name of Object.keys(release.variables)) {
    const use = reserved[name] ?? (isReserved(name) ? 'Hosts are named with --host.' : undefined);
    if (use !== undefined) throw new UserError({ code: 'variable-reserved', name, use });
  }
  const given = new Set([
    'SECRET_KEY',
    ...Object.keys(release.variables),
    ...(release.databaseUrl ? ['DATABASE_URL'] : []),
    ...Object.keys({ ...release.spread, ...release.redis?.variables }),
  ]);
  const demanded = demandedOf(image, { values: release.variables, names: [...given] });
  const names = demanded.filter((name) => !given.has(name));
  if (names.length > 0) throw new UserError({ code: 'variables-missing', names, ...ofAddresses(image, names) });
}
