import { randomUUID } from 'node:crypto';
import {
  accountAnswer,
  appAnswer,
  domainAnswer,
  dynoSizeAnswer,
  idOf,
  regionAnswer,
  stackAnswer,
  teamAnswer,
  user,
} from './answers.ts';
import { Answer, type Call, Refused, type Route } from './api.ts';
import { stopDyno } from './dynos.ts';
import { type Domain, type HerokuApp, newApp, now } from './state.ts';

const sizes = [
  ['Eco', 500, 0.5],
  ['Basic', 700, 0.5],
  ['Standard-1X', 2500, 0.5],
] as const;
const stacks = ['heroku-22', 'heroku-24', 'container'];

export const appRoutes: readonly Route[] = [
  ['GET', '/account', accountAnswer],
  ['GET', '/teams', ({ platform: { state } }) => state.teams.map(teamAnswer)],
  ['GET', '/teams/{id}', team],
  ['GET', '/regions', ({ platform: { state } }) => state.regions.map(regionAnswer)],
  ['GET', '/stacks', () => stacks.map(stackAnswer)],
  ['GET', '/dyno-sizes', () => sizes.map(dynoSizeAnswer)],
  ['GET', '/apps', ({ platform: { state } }) => [...state.apps.values()].map(appAnswer)],
  ['POST', '/apps', create],
  ['POST', '/teams/apps', createInTeam],
  ['GET', '/apps/{id}', (call) => appAnswer(appOf(call))],
  ['PATCH', '/apps/{id}', update],
  ['DELETE', '/apps/{id}', destroy],
  ['GET', '/apps/{id}/domains', domains],
  ['POST', '/apps/{id}/domains', addDomain],
  ['DELETE', '/apps/{id}/domains/{id}', removeDomain],
  ['GET', '/apps/{id}/collaborators', collaborators],
  ['GET', '/apps/{id}/pipeline-couplings', () => notFound('pipeline coupling')],
];

/** The app of a path, by its name or ID. */
export function appOf({ platform: { state }, params: [name = ''] }: Call): HerokuApp {
  const app = state.apps.get(name) ?? [...state.apps.values()].find(({ id }) => id === name);
  if (app !== undefined) return app;
  if (state.takenNames.has(name)) throw new Refused(403, 'forbidden', `You do not have access to the app ${name}.`);
  return notFound('app');
}

export function notFound(what: string): never {
  throw new Refused(404, 'not_found', `Couldn't find that ${what}.`);
}

function team({ platform: { state }, params: [name = ''] }: Call): unknown {
  return state.teams.includes(name) ? teamAnswer(name) : notFound('team');
}

interface NewApp {
  readonly name?: string;
  readonly region?: string;
  readonly stack?: string;
  readonly team?: string;
}

function create(call: Call): Answer {
  return make(call, call.body as NewApp);
}

function createInTeam(call: Call): Answer {
  const wanted = call.body as NewApp;
  const { teams } = call.platform.state;
  if (wanted.team === undefined || !teams.includes(wanted.team)) return notFound('team');
  return make(call, wanted);
}

function make({ platform: { state } }: Call, wanted: NewApp): Answer {
  const { name = `still-river-${randomUUID().slice(0, 5)}`, region = 'us', stack = 'heroku-24', team } = wanted;
  if (state.apps.has(name) || state.takenNames.has(name))
    throw new Refused(422, 'invalid_params', `Name ${name} is already taken`);
  if (!state.regions.includes(region)) throw new Refused(422, 'invalid_params', `Region ${region} is not available`);
  if (!stacks.includes(stack)) throw new Refused(422, 'invalid_params', `Stack ${stack} is not available`);
  const app = newApp({ name, stack, region, ...(team !== undefined && { team }) });
  app.domains.push({ id: randomUUID(), hostname: app.host, createdAt: now() });
  state.apps.set(name, app);
  return new Answer(201, appAnswer(app));
}

function update(call: Call): unknown {
  const app = appOf(call);
  const {
    build_stack: stack,
    maintenance,
    name,
  } = call.body as {
    readonly build_stack?: string;
    readonly maintenance?: boolean;
    readonly name?: string;
  };
  if (name !== undefined) throw new Error('the fake renames no app');
  if (stack !== undefined) {
    if (!stacks.includes(stack)) throw new Refused(422, 'invalid_params', `Stack ${stack} is not available`);
    if (app.generation === 'fir') throw new Refused(422, 'invalid_params', 'Stacks are not available for Fir apps.');
    app.buildStack = stack;
  }
  app.maintenance = maintenance ?? app.maintenance;
  return appAnswer(app);
}

async function destroy(call: Call): Promise<unknown> {
  const app = appOf(call);
  const { house, state } = call.platform;
  state.apps.delete(app.name);
  for (const dyno of app.dynos.values()) void stopDyno(house, app, dyno);
  for (const { container } of app.addons.values())
    if (container !== undefined)
      await house.docker
        .getContainer(container)
        .remove({ force: true, v: true })
        .catch(() => undefined);
  return appAnswer(app);
}

function domains(call: Call): unknown {
  const app = appOf(call);
  return app.domains.map((each) => domainAnswer(app, each));
}

function addDomain(call: Call): unknown {
  const app = appOf(call);
  const { hostname } = call.body as { readonly hostname: string };
  if (app.domains.some((each) => each.hostname === hostname))
    throw new Refused(422, 'invalid_params', `${hostname} is already added to this app.`);
  const domain: Domain = { id: randomUUID(), hostname, createdAt: now() };
  app.domains.push(domain);
  return new Answer(201, domainAnswer(app, domain));
}

function removeDomain(call: Call): unknown {
  const app = appOf(call);
  const at = app.domains.findIndex(({ id, hostname }) => [id, hostname].includes(call.params[1] ?? ''));
  const [domain] = at < 0 ? [] : app.domains.splice(at, 1);
  return domain === undefined ? notFound('domain name') : domainAnswer(app, domain);
}

function collaborators(call: Call): unknown {
  const { id, name, createdAt } = appOf(call);
  const about = { id: idOf(`${name} ${user.id}`), role: 'owner', permissions: [], app: { id, name } };
  return [{ ...about, user: { ...user, federated: false }, created_at: createdAt, updated_at: createdAt }];
}
