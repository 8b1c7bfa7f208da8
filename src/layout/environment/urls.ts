import { constant, readsOf, stringOf, unknown, type Dictionary, type Value } from './values.ts';

/**
 * `urlparse("https://example.org/x")`: settings refuse an address by its host. Its parts are owed to the variable that
 * the address is owed to. https://docs.python.org/3/library/urllib.parse.html#url-parsing
 */
export function parsedUrl(value: Value | undefined): Value {
  if (value?.kind === 'given' && value.from !== undefined) return partsOfGiven(value.from);
  const text = stringOf(value);
  const found = text === undefined ? undefined : /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)/i.exec(text);
  if (found === undefined || found === null || value === undefined) return unknown;
  const [, scheme = '', netloc = '', path = ''] = found;
  const host = netloc.slice(netloc.lastIndexOf('@') + 1);
  const hostname = /^(\[[^\]]*\]|[^:]*)/.exec(host)?.[0].replaceAll(/[[\]]/g, '').toLowerCase() ?? '';
  const parts = { scheme: scheme.toLowerCase(), netloc, path, hostname: hostname === '' ? null : hostname };
  const reads = readsOf(value);
  const entries = new Map(Object.entries(parts).map(([name, part]) => [name, constant(part, reads)]));
  const made: Dictionary = { kind: 'dictionary', entries, isWhole: false };
  return { kind: 'object', attributes: made };
}

function partsOfGiven(from: string): Value {
  const names = ['scheme', 'netloc', 'path', 'hostname', 'port', 'username', 'password'];
  const part: Value = { kind: 'made', from, as: { kind: 'address' } };
  return {
    kind: 'object',
    attributes: { kind: 'dictionary', entries: new Map(names.map((name) => [name, part])), isWhole: false },
  };
}
