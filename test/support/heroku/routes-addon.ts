import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startPostgres } from '../fakes/postgres-server.ts';
import { addonAnswer, planAnswer } from './answers.ts';
import { Answer, type Call, Refused, type Route } from './api.ts';
import type { Dynohouse } from './dynos.ts';
import { makeRelease } from './release.ts';
import { appOf, notFound } from './routes-app.ts';
import { type Addon, type HerokuApp, now } from './state.ts';

const service = 'heroku-postgresql';

export const addonRoutes: readonly Route[] = [
  ['GET', '/plans/{id}', plan],
  ['GET', '/addon-services/{id}/plans', plans],
  ['GET', '/addon-services/{id}/plans/{id}', plan],
  ['GET', '/apps/{id}/addons', list],
  ['POST', '/apps/{id}/addons', create],
  ['GET', '/apps/{id}/addons/{id}', (call) => answer(call, appOf(call), addonOf(call))],
  ['GET', '/addons/{id}', anywhere],
  ['DELETE', '/apps/{id}/addons/{id}', remove],
];

function plan({ platform: { state }, params }: Call): unknown {
  const name = params.at(-1);
  const found = state.plans.find((each) => each.name === name);
  return found === undefined ? notFound('plan') : planAnswer(found);
}

function plans({ platform: { state }, params: [name] }: Call): unknown {
  return name === service ? state.plans.map(planAnswer) : notFound('add-on service');
}

function answer({ platform: { state } }: Call, app: HerokuApp, addon: Addon): object {
  return addonAnswer(app, state.plans, addon);
}

function list(call: Call): unknown {
  const app = appOf(call);
  return [...app.addons.values()].map((each) => answer(call, app, each));
}

function addonOf(call: Call, app = appOf(call), name = call.params.at(-1) ?? ''): Addon {
  return [...app.addons.values()].find((each) => each.id === name || each.name === name) ?? notFound('add-on');
}

function anywhere(call: Call): unknown {
  const [name = ''] = call.params;
  for (const app of call.platform.state.apps.values())
    for (const addon of app.addons.values())
      if (addon.id === name || addon.name === name) return answer(call, app, addon);
  return notFound('add-on');
}

/** An add-on is there at once, and of use later: DATABASE_URL comes then, with a release. */
function create(call: Call): unknown {
  const app = appOf(call);
  const { plan: asked } = call.body as { readonly plan: string };
  const { state, house } = call.platform;
  const found = state.plans.find(({ name, isDefault }) => name === asked || (asked === service && isDefault));
  if (found === undefined)
    throw new Refused(404, 'not_found', "Couldn't find either the add-on service or the add-on plan.");
  if (app.addons.size > 0) call.platform.violation('a second database, which costs money');
  const name = `postgresql-fluffy-${randomInt(10_000, 99_999)}`;
  const made = {
    id: randomUUID(),
    name,
    plan: found.name,
    createdAt: now(),
    password: randomBytes(16).toString('hex'),
  };
  const addon: Addon = { ...made, state: 'provisioning' };
  app.addons.set(addon.id, addon);
  makeRelease(house, app, `Attach DATABASE (@ref:${name})`, { quiet: true });
  void provision(house, app, addon).catch((error: Error) => call.platform.violation(`no Postgres: ${error.message}`));
  return new Answer(201, answer(call, app, addon));
}

async function provision(house: Dynohouse, app: HerokuApp, addon: Addon): Promise<void> {
  const { id, password } = addon;
  const [user, database] = [`u${id.slice(0, 8)}`, `d${id.slice(0, 8)}`];
  const onCreated = (container: string): void => void (addon.container = container);
  // Heroku Postgres takes encrypted connections only (devcenter: connecting-heroku-postgres).
  const wanted = { name: `sd-heroku-postgres-${id}`, user, password, database, encrypted: true, onCreated };
  const address = await startPostgres(house, wanted);
  // It is never there at once: a client that does not wait is found out.
  await pause(500);
  if (house.closed || !app.addons.has(id)) return;
  app.config.set('DATABASE_URL', `postgres://${user}:${password}@${address}/${database}`);
  addon.state = 'provisioned';
  makeRelease(house, app, 'Set DATABASE_URL config vars', { quiet: true });
}

async function remove(call: Call): Promise<unknown> {
  const app = appOf(call);
  const addon = addonOf(call, app);
  app.addons.delete(addon.id);
  app.config.delete('DATABASE_URL');
  addon.state = 'deprovisioned';
  const { house } = call.platform;
  if (addon.container !== undefined)
    await house.docker
      .getContainer(addon.container)
      .remove({ force: true, v: true })
      .catch(() => undefined);
  makeRelease(house, app, `Detach DATABASE (@ref:${addon.name})`, { quiet: true });
  return answer(call, app, addon);
}
