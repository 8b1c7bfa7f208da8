import { formationAnswer, releaseAnswer } from './answers.ts';
import { Answer, type Call, Refused, type Route } from './api.ts';
import { settle } from './dynos.ts';
import { makeRelease } from './release.ts';
import { shelved } from './registry-rules.ts';
import { appOf, notFound } from './routes-app.ts';
import { currentOf, type Formation, type HerokuApp, type Release, type ReleasedImage } from './state.ts';

export const releaseRoutes: readonly Route[] = [
  ['GET', '/apps/{id}/formation', formation],
  ['GET', '/apps/{id}/formation/{id}', (call) => formationAnswer(appOf(call), formationOf(call))],
  ['PATCH', '/apps/{id}/formation', updateAll],
  ['PATCH', '/apps/{id}/formation/{id}', updateOne],
  ['GET', '/apps/{id}/releases', releases],
  ['GET', '/apps/{id}/releases/{id}', (call) => inRest(call, appOf(call), releaseOf(call, call.params[1]))],
  ['POST', '/apps/{id}/releases', rollback],
  ['GET', '/apps/{id}/config-vars', (call) => Object.fromEntries(appOf(call).config)],
  ['GET', '/apps/{id}/releases/{id}/config-vars', (call) => releaseOf(call, call.params[1]).config],
  ['PATCH', '/apps/{id}/config-vars', updateConfig],
];

function formation(call: Call): unknown {
  const app = appOf(call);
  return [...app.formation.values()].map((each) => formationAnswer(app, each));
}

function formationOf(call: Call, type = call.params[1] ?? ''): Formation {
  return appOf(call).formation.get(type) ?? notFound(`process type (${type})`);
}

interface Update {
  readonly type: string;
  readonly docker_image?: string | null;
  readonly quantity?: number;
  readonly dyno_size?: { readonly name?: string };
}

async function updateAll(call: Call): Promise<unknown> {
  const { updates } = call.body as { readonly updates: readonly Update[] };
  return (await update(call, updates)) ?? formation(call);
}

async function updateOne(call: Call): Promise<unknown> {
  const app = appOf(call);
  const [, type = ''] = call.params;
  const existing = app.formation.get(type);
  await update(call, [{ ...(call.body as object), type }]);
  const entry = app.formation.get(type) ?? existing;
  return entry === undefined ? notFound(`process type (${type})`) : formationAnswer(app, entry);
}

async function update(call: Call, updates: readonly Update[]): Promise<void> {
  const app = appOf(call);
  if (app.generation === 'fir' && call.forImages)
    throw new Refused(422, 'invalid_params', 'Docker images are not available for Fir apps.');
  const ofImages = updates.filter(({ docker_image }) => docker_image !== undefined);
  if (call.forImages && ofImages.length === 0) call.platform.violation('the variant docker-releases without an image');
  const images = await Promise.all(ofImages.map((each) => imageOf(call, app, each)));
  scale(call, app, updates);
  const before = currentOf(app);
  const newest = app.releases.at(-1)?.images;
  const changed = images.filter(({ type, image }) => newest?.get(type)?.config !== image?.config);
  // The same image again makes no release, not even after one that failed (heroku-releases-retry, issue 11).
  if (changed.length === 0) return settleScaled(call, app, updates);
  // Those of buildpacks go with their slug.
  const all = new Map(before?.slug === undefined ? before?.images : []);
  for (const { type, image } of images) {
    if (image === undefined) all.delete(type);
    else all.set(type, image);
  }
  const types = changed.map(({ type }) => type).join(', ');
  const id = changed.find(({ image }) => image !== undefined)?.image?.config.slice(7, 19);
  const description = id === undefined ? `Removed ${types}` : `Deployed ${types} (${id})`;
  makeRelease(call.platform.house, app, description, { code: { images: all, stack: 'container' } });
}

interface Imaged {
  readonly type: string;
  /** Undefined: the process type goes. */
  readonly image: ReleasedImage | undefined;
}

/** The image that an update names: the config of what lies in the registry, or of what was released before. */
async function imageOf(call: Call, app: HerokuApp, { type, docker_image: config }: Update): Promise<Imaged> {
  if (app.stack !== 'container' && app.buildStack !== 'container')
    throw new Refused(422, 'invalid_params', `The app ${app.name} is not on the container stack.`);
  if (config === null || config === undefined) return { type, image: undefined };
  const repository = `${app.name}/${type}`;
  const found = await shelved(call.platform.shelf, repository);
  const earlier = app.releases.map(({ images }) => images.get(type)).find((each) => each?.config === config);
  if (found?.config !== config && earlier === undefined) {
    const has = found === undefined ? 'nothing' : `the config ${found.config} (manifest ${found.manifest})`;
    call.platform.violation(`${repository} was released as ${config}, but the registry has ${has}`);
    throw new Refused(422, 'invalid_params', `Couldn't find the image ${config} for ${type}.`);
  }
  if (found?.config !== config) return { type, image: earlier };
  if (found.osArch !== 'linux/amd64')
    throw new Refused(422, 'invalid_params', `The image for ${type} is for ${found.osArch}, not for linux/amd64.`);
  if (found.command === '') throw new Refused(422, 'invalid_params', `The image for ${type} has no CMD.`);
  const { manifest, command } = found;
  return { type, image: { config, manifest, repository, command } };
}

function scale(call: Call, app: HerokuApp, updates: readonly Update[]): void {
  for (const { type, quantity, dyno_size: size } of updates) {
    if (quantity === undefined && size === undefined) continue;
    const entry = app.formation.get(type);
    if (entry === undefined) {
      if (!call.forImages) notFound(`process type (${type})`);
      throw new Error(`the fake scales ${type} by an update of its own only`);
    }
    entry.quantity = quantity ?? entry.quantity;
    // Of another second than it was made in, as the API tells no smaller times.
    entry.updatedAt = new Date(Math.max(Date.now(), Date.parse(entry.createdAt) + 1000))
      .toISOString()
      .replace(/\.\d+/, '');
    entry.size = size?.name ?? entry.size;
  }
}

async function settleScaled({ platform: { house } }: Call, app: HerokuApp, updates: readonly Update[]): Promise<void> {
  if (updates.some(({ quantity, dyno_size }) => quantity !== undefined || dyno_size !== undefined))
    app.turn = app.turn.then(() => settle(house, app, { restart: false })).catch(() => undefined);
}

function releases(call: Call): unknown {
  const app = appOf(call);
  return app.releases.map((each) => inRest(call, app, each));
}

function inRest({ platform: { places } }: Call, app: HerokuApp, release: Release): object {
  return releaseAnswer(app, release, `${places.url}/streams`);
}

/** By its ID or its version. */
function releaseOf(call: Call, name = ''): Release {
  const found = appOf(call).releases.find(({ id, version }) => id === name || String(version) === name);
  return found ?? notFound('release');
}

function rollback(call: Call): unknown {
  const app = appOf(call);
  const { release: id, slug, oci_image } = call.body as Readonly<Record<string, string | undefined>>;
  if (slug !== undefined || oci_image !== undefined) throw new Error('the fake releases no slug');
  const old = releaseOf(call, id);
  if (old.status !== 'succeeded' || (old.images.size === 0 && old.slug === undefined))
    throw new Refused(422, 'invalid_params', `Release v${old.version} is not eligible for rollback (${old.status}).`);
  app.config.clear();
  for (const [name, value] of Object.entries(old.config)) app.config.set(name, value);
  const made = makeRelease(call.platform.house, app, `Rollback to v${old.version}`, { code: old });
  return new Answer(201, inRest(call, app, made));
}

const reserved = ['PORT', 'DYNO'];

function updateConfig(call: Call): unknown {
  const app = appOf(call);
  const wanted = Object.entries(call.body as Readonly<Record<string, string | null>>);
  if (wanted.length === 0) call.platform.violation('a change of no config var');
  for (const [name, value] of wanted) {
    if (reserved.includes(name)) call.platform.violation(`the config var ${name} is the platform's own`);
    if (value === null) app.config.delete(name);
    else app.config.set(name, value);
  }
  const verb = wanted.some(([, value]) => value !== null) ? 'Set' : 'Remove';
  const names = wanted.map(([name]) => name).join(', ');
  makeRelease(call.platform.house, app, `${verb} ${names} config vars`);
  return Object.fromEntries(app.config);
}
