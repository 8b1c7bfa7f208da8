import { milliseconds } from '../milliseconds.ts';
import type { Credentials } from '../values/credentials.ts';
import { type Challenge, parseChallenge } from './challenge.ts';
import { dismiss, type HttpAnswer, type HttpRequest, readBody, unusable } from './http.ts';

/** What authorizing needs of its registry. */
export interface AuthorizerNeeds {
  /** Of the registry itself. */
  readonly origin: URL;
  readonly credentials: Credentials | undefined;
  /** Sends, and tries again what fails for now. */
  readonly send: (request: Omit<HttpRequest, 'signal'>) => Promise<HttpAnswer>;
  /** From now on this value is a secret. */
  readonly secret: (value: string) => void;
}

/** Gives Authorization headers for a registry, and keeps its tokens while they last. */
export interface Authorizer {
  /** The header for these scopes as far as we know what the registry wants; undefined: none. */
  header(scopes: readonly string[]): Promise<string | undefined>;
  /** Learns from a 401 and forgets what it refused. Whether another attempt is worth while. */
  learn(refused: HttpAnswer): boolean;
}

interface Token {
  readonly value: string;
  readonly until: number;
}

/** A token is renewed that long before it ends: an upload that begins with it is checked when it begins. */
const marginMs = 5000;

/** Basic and token authentication of distribution (its specification, "Token Authentication"), for one registry. */
export function authorizer(needs: AuthorizerNeeds): Authorizer {
  let challenge: Challenge | undefined;
  const tokens = new Map<string, Promise<Token | undefined>>();
  return {
    async header(scopes) {
      if (challenge === undefined) return undefined;
      if (challenge.scheme === 'basic') return needs.credentials && basic(needs.credentials);
      const wanted = [...new Set([...scopes, ...(challenge.scope?.split(' ') ?? [])])].filter(Boolean);
      const key = wanted.join(' ');
      const kept = await tokens.get(key);
      if (kept !== undefined && kept.until > milliseconds()) return `Bearer ${kept.value}`;
      const fetched = fetchToken(challenge, wanted, needs);
      tokens.set(key, fetched);
      const token = await fetched;
      return token && `Bearer ${token.value}`;
    },
    learn(refused) {
      const found = parseChallenge(refused.headers['www-authenticate']);
      if (found === undefined) return false;
      const { scope, ...lasting } = found;
      // The scope of one request is not what the next one needs; what we ask for ourselves names each.
      challenge = scopeOfNoRepository(scope) ? found : lasting;
      tokens.clear();
      return found.scheme === 'bearer' || needs.credentials !== undefined;
    },
  };
}

function scopeOfNoRepository(scope: string | undefined): boolean {
  return scope !== undefined && !scope.startsWith('repository:');
}

function basic({ username, password, identityToken }: Credentials): string {
  return `Basic ${Buffer.from(`${username}:${identityToken ?? password}`).toString('base64')}`;
}

/**
 * Fetches a token where the registry says; a password goes there only by HTTPS or to the registry's own host. Undefined
 * when it gives us none. Throws `registry-answer-unusable`.
 */
async function fetchToken(
  challenge: Challenge,
  scopes: readonly string[],
  needs: AuthorizerNeeds,
): Promise<Token | undefined> {
  const { realm = '' } = challenge;
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw unusable(needs.origin, 'it names no address at which to ask for a token');
  }
  url.username = url.password = url.hash = '';
  const isTrusted = url.protocol === 'https:' || url.hostname === needs.origin.hostname;
  const known = isTrusted ? needs.credentials : undefined;
  const answer = await askFor(url, challenge.service, scopes, known, needs.send);
  if (answer.status !== 200) dismiss(answer);
  if (answer.status === 401 || answer.status === 403) return undefined;
  if (answer.status !== 200) throw unusable(url, `it was asked for a token and said HTTP ${answer.status}`);
  const token = readToken(await readBody(answer), url);
  needs.secret(token.value);
  return token;
}

/** By GET; with a refresh token by POST, and by GET after all where that is not known (containerd, docker/auth/fetch.go). */
async function askFor(
  url: URL,
  service: string | undefined,
  scopes: readonly string[],
  credentials: Credentials | undefined,
  send: AuthorizerNeeds['send'],
): Promise<HttpAnswer> {
  const about = service === undefined ? {} : { service };
  if (credentials?.identityToken !== undefined) {
    const grant = { grant_type: 'refresh_token', refresh_token: credentials.identityToken, client_id: 'simple-deploy' };
    const scope = scopes.length > 0 ? { scope: scopes.join(' ') } : {};
    const body = Buffer.from(new URLSearchParams({ ...grant, ...about, ...scope }).toString());
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) };
    const answer = await send({ method: 'POST', url, headers, body });
    if (answer.status !== 404 && answer.status !== 405) return answer;
    dismiss(answer);
  }
  const asked = new URL(url);
  if (service !== undefined) asked.searchParams.append('service', service);
  for (const scope of scopes) asked.searchParams.append('scope', scope);
  return send({ method: 'GET', url: asked, headers: credentials ? { authorization: basic(credentials) } : {} });
}

/** The specification's default where a token server does not say how long a token lasts. */
const defaultSeconds = 60;

function readToken(body: Buffer, url: URL): Token {
  let answer: { token?: unknown; access_token?: unknown; expires_in?: unknown } | null;
  try {
    answer = JSON.parse(body.toString()) as typeof answer;
  } catch (error) {
    throw unusable(url, 'what it gave as a token is not JSON', error);
  }
  const value = answer?.token || answer?.access_token;
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) throw unusable(url, 'it gave no token');
  const seconds = typeof answer?.expires_in === 'number' ? answer.expires_in : defaultSeconds;
  return { value, until: milliseconds() + Math.max(0, seconds * 1000 - marginMs) };
}
