/** What a registry answers with 401 asks for (RFC 9110 §11.6.1; distribution's token authentication). */
export interface Challenge {
  readonly scheme: 'basic' | 'bearer';
  readonly realm?: string;
  readonly service?: string;
  readonly scope?: string;
}

/** Reads a WWW-Authenticate header; undefined for a scheme that registries do not use. */
export function parseChallenge(header: string | null): Challenge | undefined {
  const found = /^\s*(?<scheme>basic|bearer)\b(?<rest>.*)$/is.exec(header ?? '')?.groups;
  if (found === undefined) return undefined;
  const pairs = (found['rest'] ?? '').matchAll(
    /(?<name>\w+)\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^\s,]+))/g,
  );
  const values = Object.fromEntries(
    [...pairs].map(({ groups }) => [
      groups?.['name']?.toLowerCase() ?? '',
      groups?.['quoted'] ?? groups?.['plain'] ?? '',
    ]),
  );
  const { realm, service, scope } = values;
  return {
    scheme: found['scheme']?.toLowerCase() as Challenge['scheme'],
    ...(realm !== undefined && { realm }),
    ...(service !== undefined && { service }),
    ...(scope !== undefined && { scope }),
  };
}
