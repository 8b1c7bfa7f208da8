import type { Credentials } from '../values/credentials.ts';
import { type Challenge, parseChallenge } from './challenge.ts';

/**
 * The Authorization header that answers a registry's 401, or undefined where there is none to give. A token is fetched
 * where the registry says; a password goes there only by HTTPS or to the registry's own host.
 */
export async function authorize(
  refused: Response,
  repository: string,
  credentials: Credentials | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const challenge = parseChallenge(refused.headers.get('www-authenticate'));
  if (challenge?.scheme === 'basic') return credentials && basic(credentials);
  if (challenge?.realm === undefined || !URL.canParse(challenge.realm)) return undefined;
  const token = await fetchToken(challenge, new URL(refused.url), repository, credentials, signal);
  return token === undefined ? undefined : `Bearer ${token}`;
}

function basic({ username, password }: Credentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** distribution's token authentication (GET), and for a refresh token its OAuth2 form (POST). */
async function fetchToken(
  { realm = '', service, scope }: Challenge,
  registry: URL,
  repository: string,
  credentials: Credentials | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const url = new URL(realm);
  const isTrusted = url.protocol === 'https:' || url.hostname === registry.hostname;
  const known = isTrusted ? credentials : undefined;
  const wanted = { ...(service !== undefined && { service }), scope: scope ?? `repository:${repository}:pull` };
  const answer = known?.identityToken
    ? await fetch(url, { method: 'POST', body: refreshForm(known.identityToken, wanted), signal })
    : await fetch(withQuery(url, wanted), { headers: known ? { authorization: basic(known) } : {}, signal });
  if (!answer.ok) return undefined;
  const { token, access_token: accessToken } = (await answer.json()) as { token?: string; access_token?: string };
  return token ?? accessToken;
}

function refreshForm(refreshToken: string, wanted: Readonly<Record<string, string>>): URLSearchParams {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: 'simple-deploy', ...wanted };
  return new URLSearchParams(form);
}

function withQuery(url: URL, wanted: Readonly<Record<string, string>>): URL {
  const whole = new URL(url);
  for (const [name, value] of Object.entries(wanted)) whole.searchParams.append(name, value);
  return whole;
}
