import { parsedUrl } from './urls.ts';
import { stringOf, unknown, type Value } from './values.ts';

/** What libraries make of the text of a database's address: an entry of DATABASES of which the host is known. */
export function databaseAt(address: Value): Value {
  const parsed = parsedUrl(address);
  const host = parsed.kind === 'object' ? parsed.attributes.entries.get('hostname') : undefined;
  const from = address.kind === 'constant' ? address.from : undefined;
  if (host?.kind !== 'constant' || stringOf(address) === '') return unknown;
  const told: Value = { ...host, value: host.value ?? '', ...(from !== undefined && { from }) };
  return { kind: 'dictionary', entries: new Map([['HOST', told]]), isWhole: false };
}
