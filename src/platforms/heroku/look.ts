import type { Outcome, Plan, PlainRequest, Serving } from '../types.ts';
import { page } from './names.ts';
import type { HerokuNow } from './observe.ts';
import { presentApp } from './present.ts';
import { current } from './release.ts';
import { priceWords } from './seen.ts';

/** What there is to say about an app. Throws `app-absent`. */
export function planStatus(now: HerokuNow, request: PlainRequest): Plan {
  return look(now, request, statusFacts(now, request));
}

/** Where an app answers. Throws `app-absent`. */
export function planOpen(now: HerokuNow, request: PlainRequest): Plan {
  return look(now, request, []);
}

function look(now: HerokuNow, request: PlainRequest, facts: Outcome['facts']): Plan {
  const url = presentApp(now, request).webUrl;
  const outcome = { changed: false, data: [url], urls: [url], facts, notes: [], docs: [page] };
  return { steps: [], outcome: () => outcome };
}

/** The release that serves: told when a push failed. */
export function serving(now: HerokuNow): Serving | undefined {
  const release = current(now);
  const isUp = now.dynos.some(({ type, state }) => type === 'web' && (state === 'up' || state === 'idle'));
  return now.app !== undefined && release !== undefined && isUp
    ? { url: now.app.webUrl, image: `v${release.version} (${release.description})` }
    : undefined;
}

function statusFacts(now: HerokuNow, request: PlainRequest): Outcome['facts'] {
  const { name, team, region, stack, isMaintained } = presentApp(now, request);
  const release = current(now);
  const [newest] = now.releases;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['App', `${name}${team === undefined ? '' : `, team ${team}`}, region ${region}, stack ${stack}`],
    ['Maintenance mode', isMaintained ? `on: heroku maintenance:off --app ${name}` : undefined],
    ['Release', release ? `v${release.version}, ${release.description}, ${release.createdAt}` : 'none'],
    [
      'Newest release',
      newest && newest !== release ? `v${newest.version}, ${newest.status}, ${newest.description}` : undefined,
    ],
    ...now.dynos.map(
      ({ name: dyno, state, size, updatedAt }) => [`Dyno ${dyno}`, `${state} since ${updatedAt}, ${size}`] as const,
    ),
    [
      'Scaled to none',
      listed(
        now.formation.filter(({ type, quantity }) => quantity === 0 && type !== 'release').map(({ type }) => type),
      ),
    ],
    ...now.addOns.map((addOn) => [`Add-on ${addOn.name}`, addOnWords(addOn)] as const),
    ['Config vars', listed(Object.keys(now.config).toSorted())],
    ['Domains', listed(now.domains)],
    [
      'Push under way',
      now.lock && !now.lock.gone ? `process ${now.lock.holder.pid} on ${now.lock.holder.host}` : undefined,
    ],
  ];
  return facts.flatMap(([fact, value]) => (value === undefined ? [] : [{ name: fact, value }]));
}

function addOnWords({ plan, state, price, own }: HerokuNow['addOns'][number]): string {
  const billed = own ? (price === undefined ? '' : `, ${priceWords(price)}`) : ", another app's";
  return `${plan}, ${state}${billed}`;
}

function listed(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : names.join(', ');
}
