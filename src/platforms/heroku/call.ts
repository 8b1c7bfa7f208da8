import type { ApiRequest, Step } from '../../values/step.ts';
import { loggedOut } from './token.ts';

/** The Platform API, and with what it is asked. */
export interface Api {
  readonly api: string;
  readonly token: string;
}

/** The version of the API that knows images; Heroku documents it for container releases alone. */
export const imageVersion = '3.docker-releases';

/** A request to the Platform API. */
export function call(
  { api, token }: Api,
  method: ApiRequest['method'],
  path: string,
  more: Partial<ApiRequest> & { readonly version?: string } = {},
): ApiRequest {
  const { version = '3', headers, ...rest } = more;
  return {
    kind: 'api',
    method,
    url: `${api}${path}`,
    headers: {
      accept: `application/vnd.heroku+json; version=${version}`,
      authorization: `Bearer ${token}`,
      ...headers,
    },
    ...rest,
  };
}

/** Of a list of releases the newest alone, as Heroku's own command asks for it. */
export const newestFirst = (count: number) => ({ headers: { range: `version ..; max=${count}, order=desc` } });

/** A token that ended on the way. */
export const tokenEnded: NonNullable<Step['means']> = [
  { status: 401, problem: loggedOut('the token ended on the way').problem },
];
