import { randomUUID } from 'node:crypto';
import { served } from '../../registry/support/served.ts';
import { complaints, linkOf } from '../../support/heroku/schema.ts';

/** Apps and releases as Heroku answers them, with what a test says otherwise. */
export function appAnswer(name: string, more: object = {}): object {
  const stack = { id: randomUUID(), name: 'container' };
  return {
    id: randomUUID(),
    name,
    stack,
    build_stack: stack,
    generation: 'cedar',
    region: { id: randomUUID(), name: 'eu' },
    team: null,
    web_url: `https://${name}-0a1b2c3d4e5f.herokuapp.com/`,
    maintenance: false,
    ...more,
  };
}

export function releaseAnswer(version: number, more: object = {}): object {
  return { id: randomUUID(), version, status: 'succeeded', description: `Deploy ${version}`, current: false, ...more };
}

/** A Platform API that answers reads; what does not fit the published schema fails the test that asked. */
export async function startApi(
  token: string,
  answers: Readonly<Record<string, object>>,
): Promise<{ readonly url: string; readonly asked: string[]; busy: number }> {
  const asked: string[] = [];
  const server = { url: '', asked, busy: 0 };
  const host = await served((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    asked.push(`${request.method} ${path}`);
    const link = linkOf(request.method ?? '', path);
    const answer = answers[path];
    const give = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (link === undefined || request.headers.accept !== 'application/vnd.heroku+json; version=3')
      return give(418, { message: 'no such link' });
    if (server.busy > 0) {
      server.busy -= 1;
      return give(429, { id: 'rate_limit', message: 'Your account reached the API rate limit' });
    }
    if (request.headers.authorization !== `Bearer ${token}`)
      return give(401, { id: 'unauthorized', message: 'Invalid credentials provided.' });
    if (answer === undefined) return give(404, { id: 'not_found', message: "Couldn't find that app." });
    const wrong = complaints(link.answer, answer, path);
    return wrong.length > 0 ? give(418, { message: wrong.join('; ') }) : give(200, answer);
  });
  server.url = `http://${host}`;
  return server;
}
