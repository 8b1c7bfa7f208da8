import type { ListForm } from '../../values/supplied-variables.ts';
import { variableOf, type Found } from './supplied-found.ts';
import type { Value } from './values.ts';

const separators: Readonly<Record<string, ListForm>> = {
  ',': 'comma',
  ', ': 'comma-space',
  ' ': 'space',
  ';': 'semicolon',
  '|': 'bar',
};

/** Variables that the names of the site are read from, each with how it holds them. */
export function suppliedHosts(set: ReadonlyMap<string, Value> | undefined): Found {
  const found = [...listed(set?.get('ALLOWED_HOSTS'), 'hosts'), ...listed(set?.get('CSRF_TRUSTED_ORIGINS'), 'origins')];
  // Who may ask from elsewhere: front ends, whose addresses the platform does not know.
  const ofOthers = ['CORS_ALLOWED_ORIGINS', 'CORS_ORIGIN_WHITELIST'].flatMap((name) =>
    listed(set?.get(name), 'origins'),
  );
  const others = new Set(ofOthers.map(([name]) => name));
  return found.filter(([name]) => !others.has(name));
}

function listed(value: Value | undefined, what: 'hosts' | 'origins'): Found {
  if (value?.kind === 'list')
    return value.items.flatMap((item) => (item.kind === 'made' ? listed(item, what) : one(item, what)));
  const form = value?.kind === 'made' ? formOf(value) : undefined;
  return value?.kind === 'made' && form !== undefined ? [[value.from, `${what}-${form}`]] : [];
}

function formOf({ as }: Extract<Value, { kind: 'made' }>): ListForm | undefined {
  if (as.kind === 'json') return 'json';
  return as.kind === 'list' ? separators[as.separator] : undefined;
}

/** `[os.environ["HOST"]]`, `[f"https://{HOST}"]` */
function one(item: Value, what: 'hosts' | 'origins'): Found {
  const name = variableOf(item);
  if (name !== undefined) return [[name, `${what}-one`]];
  const [scheme, host, ...more] = item.kind === 'text' ? item.pieces : [];
  const isHost = typeof scheme === 'string' && /^(https?:\/\/|\.)$/.test(scheme) && more.length === 0;
  return isHost && typeof host === 'object' ? [[host.from, 'hosts-one']] : [];
}
