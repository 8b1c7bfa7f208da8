import Dockerode from 'dockerode';
import type { Heroku } from './start-heroku.ts';

/** Requests as the real heroku command sends them (heroku/cli: container:push, container:release), without it. */
export interface HerokuCommand {
  /** One request; gives the status and the body of its answer. */
  ask(method: string, path: string, more?: Request): Promise<{ readonly status: number; readonly body: never }>;
  /** Pushes an image of the engine under `<app>/<type>`, as `container:push` does. */
  push(image: string, app: string, type: string): Promise<void>;
  /** Releases what was pushed, as `container:release` does; gives the output of the release phase. */
  release(app: string, types: readonly string[]): Promise<{ readonly status: string; readonly output: string }>;
}

interface Request {
  readonly body?: unknown;
  readonly accept?: string;
  readonly range?: string;
  readonly token?: string;
}

const usual = 'application/vnd.heroku+json; version=3';

export function commandOf(heroku: Heroku): HerokuCommand {
  const ask: HerokuCommand['ask'] = async (method, path, more = {}) => {
    const { body, accept = usual, range, token = heroku.token } = more;
    const answer = await fetch(`${heroku.api}${path}`, {
      method,
      headers: {
        accept,
        authorization: `Bearer ${token}`,
        ...(range !== undefined && { range }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as never };
  };
  return {
    ask,
    push: (image, app, type) => pushByEngine(heroku, image, `${app}/${type}`),
    release: (app, types) => release(heroku, ask, app, types),
  };
}

async function pushByEngine({ registry, token }: Heroku, image: string, repository: string): Promise<void> {
  const docker = new Dockerode();
  const name = `${registry}/${repository}`;
  await docker.getImage(image).tag({ repo: name, tag: 'latest' });
  const authconfig = { username: '_', password: token, serveraddress: registry };
  const stream = await docker.getImage(`${name}:latest`).push({ authconfig });
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(stream, (error) => (error ? reject(error) : resolve()));
  });
  await docker.getImage(`${name}:latest`).remove({ noprune: true });
}

interface ReleaseInRest {
  readonly id: string;
  readonly status: string;
  readonly output_stream_url: string | null;
}

async function release(
  { registry, token }: Heroku,
  ask: HerokuCommand['ask'],
  app: string,
  types: readonly string[],
): Promise<{ readonly status: string; readonly output: string }> {
  const updates = [];
  for (const type of types) {
    const answer = await fetch(`http://${registry}/v2/${app}/${type}/manifests/latest`, {
      headers: {
        accept: 'application/vnd.docker.distribution.manifest.v2+json',
        authorization: `Basic ${Buffer.from(`:${token}`).toString('base64')}`,
      },
    });
    const { config } = (await answer.json()) as { readonly config: { readonly digest: string } };
    updates.push({ type, docker_image: config.digest });
  }
  const newest = async (): Promise<ReleaseInRest> => {
    const { body } = await ask('GET', `/apps/${app}/releases`, { range: 'version ..; max=1, order=desc' });
    return (body as readonly ReleaseInRest[])[0]!;
  };
  const before = await newest();
  const accept = `${usual}.docker-releases`;
  const { status, body } = await ask('PATCH', `/apps/${app}/formation`, { accept, body: { updates } });
  if (status !== 200) throw new Error(JSON.stringify(body));
  const made = await newest();
  if (made.id === before.id) return { status: 'nothing', output: '' };
  if (made.status !== 'pending' || made.output_stream_url === null) return { status: made.status, output: '' };
  const output = await streamed(made.output_stream_url);
  const { body: end } = await ask('GET', `/apps/${app}/releases/${made.id}`);
  return { status: (end as ReleaseInRest).status, output };
}

/** There is none yet while the dyno of the release phase starts: asked again, as the command does. */
async function streamed(url: string): Promise<string> {
  for (;;) {
    const answer = await fetch(url);
    const text = await answer.text();
    if (answer.ok) return text;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
