import { isMissing, readsOf, type Value } from './values.ts';

/**
 * An address that is put together with a port that is None, `f"postgres://…@{host}:{os.getenv("PORT")}/…"`: as a text it
 * does no harm, what takes it apart fails. `texts` stand before, between and after the values; undefined for any other text.
 */
export function addressOf(texts: readonly string[], values: readonly Value[]): Value | undefined {
  const port = values.findIndex((value, index) => isMissing(value) && isPort(texts, index));
  const [missing] = port === -1 ? [] : values.slice(port);
  return missing === undefined ? undefined : { kind: 'address', reads: readsOf(missing) };
}

/** Behind the colon of a host, of which a path, a question or nothing follows; not a password, behind which stands an @. */
function isPort(texts: readonly string[], index: number): boolean {
  const before = texts.slice(0, index + 1).join('x');
  return /^[a-z][\w+.-]*:\/\/[^/?#]*:$/i.test(before) && /^([/?#]|$)/.test(texts[index + 1] ?? '');
}

/** How libraries are asked for what an address holds: what they make of it has the port as a number. */
const takesApart = /^(db|db_url|email|email_url|dj_db_url|dj_email_url)$/;

/** What fails on an address without a port. */
export function failsOn(value: Value | undefined, cast: string | undefined): boolean {
  return value?.kind === 'address' && takesApart.test(cast ?? '');
}
