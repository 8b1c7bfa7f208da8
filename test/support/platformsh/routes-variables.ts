import { type Call, Refused, type Route } from './api.ts';
import { bodyOf } from './body.ts';
import { redeployed } from './deploy.ts';
import { shownActivity } from './routes-activity.ts';
import { environmentOf, projectOf } from './named.ts';
import { now, type Variable } from './state.ts';

const base = String.raw`^/projects/([^/]+)(?:/environments/([^/]+))?/variables`;

/** Variables of projects and of environments; the value of a sensitive one is never given back. */
export const variableRoutes: readonly Route[] = [
  { method: 'GET', path: new RegExp(`${base}$`), answer: (call) => [...holderOf(call).values()].map(shownOf(call)) },
  { method: 'POST', path: new RegExp(`${base}$`), answer: create },
  { method: 'GET', path: new RegExp(`${base}/([^/]+)$`), answer: (call) => shownOf(call)(variableOf(call)) },
  { method: 'PATCH', path: new RegExp(`${base}/([^/]+)$`), answer: change },
  { method: 'DELETE', path: new RegExp(`${base}/([^/]+)$`), answer: remove },
];

const fields = {
  'name?': 'string',
  'value?': 'string',
  'is_json?': 'boolean',
  'is_sensitive?': 'boolean',
  'visible_build?': 'boolean',
  'visible_runtime?': 'boolean',
  'application_scope?': 'list',
  'attributes?': 'object',
} as const;
const ofEnvironments = { 'is_enabled?': 'boolean', 'is_inheritable?': 'boolean' } as const;

function fieldsFor(call: Call): Partial<Variable> {
  return bodyOf(call.body, call.params[1] === undefined ? fields : { ...fields, ...ofEnvironments });
}

function holderOf(call: Call): Map<string, Variable> {
  return call.params[1] === undefined ? projectOf(call).variables : environmentOf(call).variables;
}

function variableOf(call: Call): Variable {
  const found = holderOf(call).get(call.params[2] ?? '');
  if (found === undefined) throw new Refused(404, `no such variable: ${call.params[2]}`);
  return found;
}

function shownOf(call: Call): (variable: Variable) => unknown {
  const [project, environment] = call.params;
  const under = environment === undefined ? '' : `/environments/${encodeURIComponent(environment)}`;
  return ({ value, is_enabled, is_inheritable, ...variable }) => {
    const self = { href: `/projects/${project}${under}/variables/${encodeURIComponent(variable.name)}` };
    return {
      ...variable,
      id: variable.name,
      attributes: {},
      ...(!variable.is_sensitive && { value }),
      ...(environment !== undefined && { is_enabled, is_inheritable, inherited: false, environment, project }),
      _links: { self, '#edit': self, '#delete': self },
    };
  };
}

function create(call: Call): unknown {
  const given = fieldsFor(call);
  const { name = '', value = '' } = given;
  if (!/^[A-Za-z][\w.:-]*$/.test(name)) throw new Refused(400, `not a name: ${name}`);
  if (value === '') throw new Refused(400, 'a value is wanted');
  const holder = holderOf(call);
  if (holder.has(name)) throw new Refused(409, `There is a variable ${name}.`);
  const made: Variable = {
    is_json: false,
    is_sensitive: false,
    visible_build: call.params[1] === undefined,
    visible_runtime: true,
    is_enabled: true,
    is_inheritable: true,
    application_scope: [],
    ...given,
    name,
    value,
    created_at: now(),
    updated_at: now(),
  };
  holder.set(name, made);
  return entity(call, made, 'create');
}

function change(call: Call): unknown {
  const variable = variableOf(call);
  const { name, ...given } = fieldsFor(call);
  if (name !== undefined && name !== variable.name) throw new Refused(400, 'A name cannot be changed.');
  if (variable.is_sensitive && given.is_sensitive === false)
    throw new Refused(400, 'A sensitive variable stays sensitive.');
  Object.assign(variable, given, { updated_at: now() });
  return entity(call, variable, 'update');
}

function remove(call: Call): unknown {
  const variable = variableOf(call);
  holderOf(call).delete(variable.name);
  return entity(call, variable, 'delete');
}

/** A change is deployed at once where the environment is active; one of a project's variables waits for the next time. */
function entity(call: Call, variable: Variable, what: 'create' | 'update' | 'delete'): unknown {
  const activities =
    call.params[1] !== undefined && environmentOf(call).status === 'active'
      ? [redeployed(call.platform, projectOf(call), environmentOf(call), `environment.variable.${what}`)]
      : [];
  const shown = activities.map((each) => shownActivity(projectOf(call), each));
  return { status: 'OK', code: 200, _embedded: { entity: shownOf(call)(variable), activities: shown } };
}
