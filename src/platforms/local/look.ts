import type { ContainerState } from '../../values/container.ts';
import type { Outcome, Plan, PlainRequest, Serving } from '../types.ts';
import { imageNameOf, keptIn, keys } from './labels.ts';
import { namesFor } from './names.ts';
import type { LocalNow } from './observe.ts';
import { urlsOf } from './outcome.ts';
import { since } from './since.ts';
import { presentWeb } from './present.ts';
import { defaultPort } from './release-spec.ts';

/** What there is to say about an app. Throws `app-absent`. */
export function planStatus(now: LocalNow, request: PlainRequest): Plan {
  return look(now, request, statusFacts);
}

/** Where an app answers. Throws `app-absent`. */
export function planOpen(now: LocalNow, request: PlainRequest): Plan {
  return look(now, request, () => []);
}

function look(now: LocalNow, request: PlainRequest, factsOf: typeof statusFacts): Plan {
  const urls = urlsAt(now, presentWeb(now, request));
  const facts = factsOf(now, request);
  const docs = ['docs/platforms/local.md'];
  const outcome = { changed: false, data: urls.slice(0, 1), urls, facts, notes: [], docs };
  return { steps: [], outcome: () => outcome };
}

/** The release that answers now; a failed push tells it. */
export function serving(now: LocalNow): Serving | undefined {
  const { web, healthy } = now;
  const [url] = web === undefined ? [] : urlsAt(now, web);
  return web?.status === 'running' && healthy && url !== undefined ? { url, image: imageNameOf(web) } : undefined;
}

function urlsAt({ addresses }: LocalNow, { ports }: ContainerState): readonly string[] {
  const { host, address } = ports[0] ?? { host: defaultPort, address: '' };
  return urlsOf({ port: host, bind: address }, addresses);
}

function statusFacts(now: LocalNow, request: PlainRequest): Outcome['facts'] {
  const web = presentWeb(now, request);
  const { before, variables, database } = keptIn(web);
  const names = namesFor(request.app);
  const server = now.database?.container;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['App', request.app],
    [
      'State',
      `${web.status}${now.healthy ? ', healthy' : web.status === 'running' ? ', does not answer its health check' : ''}`,
    ],
    ['Since', web.status === 'running' && web.startedAt ? since(web.startedAt, now.at) : undefined],
    ['Restarts', web.restarts === 0 ? undefined : String(web.restarts)],
    ['Image', imageNameOf(web)],
    ['Image before', before?.reference],
    ['Variables', variables.length === 0 ? undefined : variables.join(', ')],
    ['Database', server ? `${server.image}, ${server.status}, volume ${names.database}` : database],
    [
      'Redis',
      now.redis?.container && `${now.redis.container.image}, ${now.redis.container.status}, volume ${names.redis}`,
    ],
    ...now.processes.map((each) => [`Process ${each.labels[keys.process]}`, processState(each, now.at)] as const),
    ['Data', now.data && `volume ${names.data}`],
    ['Interrupted push', isInterrupted(now) ? 'yes: the next push repairs what it left' : undefined],
    [
      'Push under way',
      now.lock && !now.lock.gone ? `process ${now.lock.holder.pid} on ${now.lock.holder.host}` : undefined,
    ],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

function processState({ status, startedAt, restarts }: ContainerState, at: number): string {
  const time = status === 'running' && startedAt !== undefined ? `, since ${since(startedAt, at)}` : '';
  return `${status}${time}${restarts === 0 ? '' : `, restarted ${restarts} times`}`;
}

function isInterrupted({ lock, next, leftovers }: LocalNow): boolean {
  return lock?.gone === true || (lock === undefined && (next !== undefined || leftovers.length > 0));
}
