import type { Database } from '../../values/database.ts';
import { REMOTE_OS_ARCH } from '../../values/remote-os-arch.ts';
import { UserError } from '../../problems.ts';
import { checkDemands } from '../check-demands.ts';
import { refuseOtherMachine } from '../machine.ts';
import type { Fresh, ImageNeeds, PushRequest } from '../types.ts';
import { refuseBuildpacks, refuseGeneration, takesImages } from './app.ts';
import { type AddOnWanted, addOnFor, chosenDatabase, databaseOf } from './database.ts';
import type { HerokuNow } from './observe.ts';
import { goneTypes, newTypes, type ProcessKind, processKinds } from './processes.ts';
import { changesOf, refuseReserved, rememberedHosts, variablesOf } from './variables.ts';

/** Stands for the address of an app that is yet to be made. */
export const newAddress = '{address of the new app}';

/** Everything about a release, complete. */
export interface Release {
  readonly app: string;
  /** Of an app that is to be made. */
  readonly team?: string;
  readonly region?: string;
  /** Its address; of an app that is to be made `newAddress`. */
  readonly address: string;
  /** It runs what buildpacks built, and will run images. */
  readonly converts: boolean;
  readonly kinds: readonly ProcessKind[];
  /** Process types that get a first dyno. */
  readonly starts: readonly string[];
  readonly removes: readonly string[];
  /** Config vars to set, or with null to forget. */
  readonly changes: Readonly<Record<string, string | null>>;
  readonly database: Database;
  readonly addOn?: AddOnWanted;
  /** What makes this image another one than the same image of a release that failed: Heroku releases no image twice. */
  readonly mark?: string;
}

/** What the image must be: for Heroku's machines, and with the driver of the database that was chosen. */
export function needs(now: HerokuNow, wanted: Omit<PushRequest, 'image'>): ImageNeeds {
  const database = chosenDatabase(now, wanted);
  return { osArch: REMOTE_OS_ARCH, ...(database !== undefined && { database }) };
}

/** The release that a push asks for. Throws what makes it impossible, and what only the person can say. */
export function releaseOf(now: HerokuNow, request: PushRequest, fresh: Fresh): Release {
  const { app: name, image, env, unset } = request;
  refuseOtherMachine(image);
  refuseReserved(request);
  if (now.app !== undefined) {
    refuseGeneration(now.app);
    refuseBuildpacks(now.app, current(now)?.version, request.convert === true);
  }
  const kept = Object.keys(now.config).filter((each) => !unset.includes(each));
  const names = [...kept, ...Object.keys(env)];
  const database = databaseOf(now, request, names.includes('DATABASE_URL'));
  const addOn = names.includes('DATABASE_URL') ? undefined : addOnFor(now, request, database);
  const held = Object.fromEntries(kept.map((each) => [each, now.config[each] ?? '']));
  checkDemands(request, [...names, ...(addOn ? ['DATABASE_URL'] : [])], {
    redis: redisAdvice(now, name),
    values: held,
  });
  const kinds = processKinds(image);
  const address = now.app?.webUrl || newAddress;
  const hosts = [address, ...now.domains, ...(request.hosts.length > 0 ? request.hosts : rememberedHosts(now))];
  const values = variablesOf(now, request, { hosts: [...new Set(hosts)], database, secretKey: fresh.secretKey });
  const mark = markOf(now, request, fresh);
  return {
    app: name,
    ...(now.app === undefined && placeOf(now, request)),
    address,
    converts: now.app !== undefined && !takesImages(now.app),
    kinds,
    starts: newTypes(now, kinds),
    removes: goneTypes(now, kinds),
    changes: changesOf(now, values, unset),
    database,
    ...(addOn && { addOn }),
    ...(mark !== undefined && { mark }),
  };
}

/** A Redis is an add-on that a push does not make: it is billed, and there are several. */
function redisAdvice({ app }: HerokuNow, name: string): readonly string[] {
  const first = app === undefined ? [`heroku apps:create ${name} --stack container`] : [];
  return [
    ...first,
    `heroku addons:create heroku-redis --app ${name}   # billed; it sets REDIS_URL, and then push again`,
  ];
}

/** The release that runs: those whose release phase failed are not current. */
export function current({ releases }: HerokuNow): HerokuNow['releases'][number] | undefined {
  return releases.find((each) => each.current);
}

/** Team and region of a new app. Throws `option-value`. */
function placeOf({ team: ofVariable, regions }: HerokuNow, request: PushRequest): Pick<Release, 'team' | 'region'> {
  const team = request.org ?? ofVariable;
  const { region } = request;
  const known = Object.keys(regions);
  if (region !== undefined && known.length > 0 && !known.includes(region)) {
    throw new UserError({ code: 'option-value', option: '--region', value: region, wanted: known.join(', ') });
  }
  return { ...(team !== undefined && { team }), ...(region !== undefined && { region }) };
}

/** Heroku takes no notice of an image that it released, or tried to. */
function markOf({ releases }: HerokuNow, { force }: PushRequest, { id }: Fresh): string | undefined {
  const failed = releases.find(({ status }) => status === 'failed');
  return force ? id : failed && `after v${failed.version}`;
}
