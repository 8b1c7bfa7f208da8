import { link } from '../../links.ts';
import { UserError } from '../../problems.ts';
import type { PushRequest } from '../types.ts';
import { label, platform } from './names.ts';
import type { HerokuNow } from './observe.ts';
import { current, type Release } from './release.ts';
import { priceWords } from './seen.ts';

const pricing = link('heroku-pricing').url;

/** Nothing that is billed is made, and no stack changed, without a word of the person's. Throws `consent-missing`. */
export function refuseWithoutConsent(now: HerokuNow, release: Release, { create, yes }: PushRequest): void {
  const { app, converts, starts, addOn } = release;
  const isBilled =
    now.app === undefined || starts.some((type) => type !== 'web') || (addOn !== undefined && 'plan' in addOn);
  const options = [...(isBilled && !create ? ['--create'] : []), ...(converts && !yes ? ['--yes'] : [])];
  if (options.length === 0) return;
  throw new UserError({
    code: 'consent-missing',
    platform,
    label,
    app,
    ...(now.app !== undefined && { stands: true }),
    creates: [...created(now, release), ...(converts ? conversion(now) : [])],
    billed: isBilled ? [`Dynos and add-ons are billed while they stand: ${pricing}`] : [],
    option: options.join(' '),
  });
}

function created(now: HerokuNow, { app, team, region, kinds, starts, addOn }: Release): readonly string[] {
  const isNew = now.app === undefined;
  const where = [
    ...(team === undefined ? [] : [`of the team ${team}`]),
    `in the region ${region ?? 'us, the one where Heroku puts what names none'}`,
  ];
  return [
    ...(isNew ? [`the app ${app} ${where.join(', ')}`] : []),
    ...starts.map((type) => `a dyno for ${type}, ${sizeWords(now)}`),
    ...(kinds.some(({ type }) => type === 'release') && isNew ? ['a dyno for each release phase, while it runs'] : []),
    ...(addOn && 'plan' in addOn ? [`the add-on ${addOn.plan}, ${priceWords(now.plan?.price)}`] : []),
  ];
}

/** Dynos of one app are of one kind, and Heroku chooses it for a new one. */
function sizeWords({ formation }: HerokuNow): string {
  const size = formation.find(({ type }) => type === 'web')?.size;
  return size === undefined || size === '' ? 'of the size that Heroku gives a new app' : `of the size ${size}`;
}

function conversion(now: HerokuNow): readonly string[] {
  const stack = now.app?.stack ?? '';
  const release = current(now);
  const back = `heroku stack:set ${stack}${release ? ` && heroku rollback v${release.version}` : ''}, both with --app ${now.app?.name}`;
  return [
    `the stack container in place of ${stack}, on which buildpacks build it${release ? `; v${release.version} runs now` : ''}`,
    `the way back: ${back}`,
    'config vars and add-ons stay as they are',
  ];
}
