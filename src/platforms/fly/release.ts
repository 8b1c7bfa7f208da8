import { UserError } from '../../problems.ts';
import type { Database } from '../../values/database.ts';
import { needsPostgis, processesOf } from '../image-labels.ts';
import { REMOTE_OS_ARCH } from '../../values/remote-os-arch.ts';
import { checkDemands } from '../check-demands.ts';
import { refuseOtherMachine } from '../machine.ts';
import { releaseCommand } from '../release-command.ts';
import type { Fresh, ImageNeeds, PushRequest } from '../types.ts';
import { at } from '../answers.ts';
import { clusterFor, databaseOf, refuseSharedVolume, rememberedDatabase } from './choose-database.ts';
import { type Configuration, configure } from './configuration.ts';
import { hostOf, label, platform } from './names.ts';
import type { FlyNow } from './observe.ts';
import { commandIn, serverIn } from './service.ts';
import { shellWords } from '../shell-words.ts';
import { chosenSizes } from './size.ts';
import { type Variables, variablesOf } from './variables.ts';

/** Everything about a release, complete. */
export interface Release {
  readonly app: string;
  readonly org: string;
  readonly region: string;
  readonly host: string;
  /** Variables that are handed over now. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
  readonly database: Database;
  /** A Postgres cluster is made, or the one that stands is attached. */
  readonly cluster?: { readonly id?: string };
  /** The project needs PostGIS. */
  readonly postgis: boolean;
  readonly volume: boolean;
  /** When the release step runs: before any machine, when a machine with the volume starts, or not at all. */
  readonly migrates: 'before' | 'at-start' | 'never';
  readonly configuration: Configuration;
}

/** What the image must be: for Fly's machines, and with the driver of the database that was chosen. */
export function needs(now: FlyNow, wanted: Omit<PushRequest, 'image'>): ImageNeeds {
  const database = wanted.database ?? rememberedDatabase(now);
  return { osArch: REMOTE_OS_ARCH, ...(database !== undefined && { database }) };
}

/** The release that a push asks for. Throws what makes it impossible, and what only the person can say. */
export function releaseOf(now: FlyNow, request: PushRequest, fresh: Fresh): Release {
  const { app, image, unset } = request;
  refuseOtherMachine(image);
  const variables = variablesOf(now, request);
  const { kept, handed, plain, own } = variables;
  const place = placeOf(now, request);
  const host = now.app?.host ?? hostOf(app);
  const hasUrl = [...kept, ...Object.keys(request.env), ...Object.keys(own)].includes('DATABASE_URL');
  const database = databaseOf(now, request, hasUrl);
  const cluster = database === 'postgres' && !hasUrl ? clusterFor(now, request) : undefined;
  const volume = database === 'sqlite' && !hasUrl;
  if (volume) refuseSharedVolume(now, request);
  const names = [...kept, ...Object.keys({ ...request.env, ...handed, ...plain, ...own })];
  checkDemands(request, [...names, ...(cluster ? ['DATABASE_URL'] : [])]);
  return {
    app,
    ...place,
    host,
    secrets: { ...(names.includes('SECRET_KEY') ? {} : { SECRET_KEY: fresh.secretKey }), ...handed },
    unset: unset.filter((name) => now.secrets.some((each) => each.name === name)),
    database,
    ...(cluster && { cluster }),
    postgis: needsPostgis(image),
    volume,
    migrates: releaseCommand(image) === undefined ? 'never' : volume ? 'at-start' : 'before',
    configuration: configure({
      ...wantedOf(now, request, variables),
      ...place,
      hosts: [host, ...hostsOf(now, request)],
      ...(volume && { start: startOf(image, commandIn(now.own?.table, serverIn(now.own?.table))) }),
      database,
    }),
  };
}

/** What a configuration has of the image and of the variables. */
function wantedOf(now: FlyNow, { app, image }: PushRequest, { plain, own, print }: Variables) {
  const variables = { ...own, ...plain };
  return {
    app,
    image: { content: image.content ?? image.id ?? image.reference },
    processes: processesOf(image).filter(({ name }) => name !== 'web'),
    release: releaseCommand(image),
    given: print,
    plain,
    variables,
    sizes: chosenSizes(now.machines, variables),
    own: now.own,
  };
}

/** Organisation and region: the app's own, what was asked for, what flyctl's variables say, the only one that there is. */
function placeOf(now: FlyNow, request: PushRequest): { readonly org: string; readonly region: string } {
  const [onlyOrg, ...moreOrgs] = Object.keys(now.orgs);
  const org = now.app?.org ?? request.org ?? now.chosen.org ?? (moreOrgs.length === 0 ? onlyOrg : undefined);
  const inToml = at(now.own?.table, 'primary_region');
  const region =
    request.region ??
    (typeof inToml === 'string' ? inToml : undefined) ??
    now.machines[0]?.env['PRIMARY_REGION'] ??
    now.machines[0]?.region ??
    now.chosen.region;
  const about = (table: Readonly<Record<string, string>>) => ({
    among: Object.entries(table).map(([value, name]) => ({ value, about: name === value ? '' : name })),
  });
  const choices = [
    ...(org === undefined
      ? [{ key: 'org', option: '--org', question: 'the organisation of the new app', ...about(now.orgs) } as const]
      : []),
    ...(region === undefined
      ? [{ key: 'region', option: '--region', question: 'the region in which it runs', ...about(now.regions) } as const]
      : []),
  ];
  if (org === undefined || region === undefined)
    throw new UserError({ code: 'choices-missing', platform, label, choices });
  refuseMove(now, request);
  const known = Object.keys(now.regions);
  if (known.length > 0 && !known.includes(region)) {
    const value = { code: 'option-value', option: '--region', value: region, wanted: known.join(', ') } as const;
    throw new UserError(value);
  }
  return { org, region };
}

/** A deployment leaves machines where they are. Throws `choice-impossible` for a region that has none of them. */
function refuseMove({ program, machines }: FlyNow, { app, region }: PushRequest): void {
  const [first, ...more] = [...new Set(machines.map((machine) => machine.region))];
  if (region === undefined || first === undefined || [first, ...more].includes(region)) return;
  const group = machines[0]?.group ?? 'app';
  const scale = (count: number, there: string) =>
    `${program} scale count ${group}=${count} --region ${there} -a ${app}`;
  throw new UserError({
    code: 'choice-impossible',
    what: `The machines of ${app} run in ${[first, ...more].join(', ')}, and a push leaves them there: --region ${region} would change nothing.`,
    next: [
      `To have one in ${region} too: ${scale(1, region)}`,
      `To move it (a volume does not come along), after that: ${scale(0, first)}`,
      'Or leave --region out.',
    ],
  });
}

/**
 * The command of the server, the person's own or the image's, after the release step, which cannot run on a machine of its own:
 * that has no volume.
 */
function startOf(image: PushRequest['image'], own: string): string {
  const release = releaseCommand(image);
  const command = own === '' ? shellWords(commandOf(image)) : own;
  const line = [...(release ? [shellWords(release)] : []), `exec ${command}`].join(' && ');
  return shellWords(['sh', '-c', line]);
}

function commandOf({ labels, reference }: PushRequest['image']): readonly string[] {
  const command = JSON.parse(labels['simple-deploy.command'] ?? '[]') as readonly string[];
  if (command.length > 0) return command;
  throw new UserError({ code: 'image-without-facts', reference, reason: 'it does not tell its own command' });
}

/** A host name that was given stays until another is. */
function hostsOf({ machines }: FlyNow, { hosts }: PushRequest): readonly string[] {
  if (hosts.length > 0) return hosts;
  return (machines[0]?.env['SIMPLE_DEPLOY_HOSTS'] ?? '')
    .split(',')
    .slice(1)
    .filter((each) => each !== '');
}
