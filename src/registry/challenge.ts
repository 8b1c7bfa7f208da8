/** What a registry answers with 401 asks for (RFC 9110 §11.6.1; distribution's token authentication). */
export interface Challenge {
  readonly scheme: 'basic' | 'bearer';
  readonly realm?: string;
  readonly service?: string;
  readonly scope?: string;
}

/**
 * Reads a WWW-Authenticate header, which may hold several challenges: the one for a token, else the one for a password,
 * as docker prefers them. Undefined when registries use none of its schemes.
 */
export function parseChallenge(header: string | null | undefined): Challenge | undefined {
  const challenges = challengesIn(header ?? '');
  return challenges.find(({ scheme }) => scheme === 'bearer') ?? challenges[0];
}

/** A parameter, or the name of a scheme: what is followed by no "=". */
const part = /(?<name>[\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^\s,"]+)))?/g;

function challengesIn(header: string): readonly Challenge[] {
  const found: { scheme: string; values: Record<string, string> }[] = [];
  for (const { groups } of header.matchAll(part)) {
    const name = groups?.['name']?.toLowerCase() ?? '';
    const value = groups?.['quoted']?.replace(/\\(.)/g, '$1') ?? groups?.['plain'];
    if (value === undefined) found.push({ scheme: name, values: {} });
    else Object.assign(found.at(-1)?.values ?? {}, { [name]: value });
  }
  return found.flatMap(({ scheme, values }) => (isKnown(scheme) ? [challenge(scheme, values)] : []));
}

function isKnown(scheme: string): scheme is Challenge['scheme'] {
  return scheme === 'basic' || scheme === 'bearer';
}

function challenge(scheme: Challenge['scheme'], values: Readonly<Record<string, string>>): Challenge {
  const { realm, service, scope } = values;
  return {
    scheme,
    ...(realm !== undefined && { realm }),
    ...(service !== undefined && { service }),
    ...(scope !== undefined && { scope }),
  };
}
