import type { Problem } from '../problems.ts';
import { place } from '../values/place.ts';
import { entryOf } from './dictionary-entries.ts';
import { isConditional } from './python-branches.ts';
import { findAll, originOf, textOf, type PythonSource } from './python-source.ts';
import { stringsOf } from './python-strings.ts';
import { certainValues } from './settings-code.ts';
import { variablesRead } from './processes/variables-read.ts';

const MEMCACHED = /^["'](django\.core\.cache\.backends\.memcached\.\w+|django_bmemcached\.memcached\.\w+)["']$/;
/** localhost, or a service of a compose file: no host of the world. */
const HERE = /^(?:localhost|127\.0\.0\.1|\[?::1\]?|[\w-]*[a-z][\w-]*)(?::\d+)?$/i;

/**
 * That a cache is a memcached where only a developer's machine has one: none is started for the app, so that pages that use
 * the cache fail. A LOCATION by a variable that has to be set is asked for by a push.
 */
export function memcachedNote(sources: readonly PythonSource[]): readonly Problem[] {
  const [caches] = certainValues(sources, ['CACHES']);
  if (caches === undefined) return [];
  const { source, value } = caches;
  for (const cache of findAll(value, 'DictionaryExpression')) {
    const backend = entryOf(source, cache, 'BACKEND');
    const location = entryOf(source, cache, 'LOCATION');
    if (backend === undefined || location === undefined || !MEMCACHED.test(textOf(source, backend))) continue;
    if (isConditional(location)) continue;
    const hosts = findAll(location, 'String').flatMap((node) => stringsOf(source, node));
    const variables = variablesRead(source, location);
    const host = hosts.find((each) => HERE.test(each) && !variables.includes(each));
    if (host === undefined) continue;
    return [{ code: 'cache-memcached-here', where: place(originOf(source, location)), host, variables }];
  }
  return [];
}
