import type { StepResult } from '../../values/step.ts';
import { parseAnswer, textAt } from '../answers.ts';
import { runDetails } from '../run-facts.ts';
import { travelOf } from '../travel.ts';
import type { Outcome, PushRequest } from '../types.ts';
import { page, platform } from './names.ts';
import { notesOf } from './notes.ts';
import type { HerokuNow } from './observe.ts';
import { newAddress, type Release } from './release.ts';
import { told } from './told.ts';

/** What a push came to. */
export function pushOutcome(
  now: HerokuNow,
  release: Release,
  { image }: PushRequest,
  results: readonly StepResult[],
): Outcome {
  const { app, kinds, database } = release;
  const result = (id: string) => results.find((each) => each.id === id);
  const answer = (id: string) => parseAnswer(result(id)?.output ?? '');
  const url = release.address === newAddress ? textAt(answer('create'), 'web_url') : release.address;
  const version = textAt(answer('find-again') ?? answer('find'), '0', 'version');
  const pushed = result('push')?.pushed;
  const facts: readonly (Outcome['facts'][number] | undefined)[] = [
    now.app && { name: 'App', value: appWords(now, release), isDetail: true },
    version === '' ? undefined : { name: 'Release', value: `v${version}` },
    pushed && { name: 'Image', value: `${now.registry}/${app}/web@${pushed.digest}`, isDetail: true },
    pushed && { name: 'Layers', value: travelOf(pushed) },
    { name: 'Process types', value: kinds.map(({ type }) => type).join(', '), isDetail: true },
    { name: 'Database', value: database === 'none' ? 'none' : `${database}, by DATABASE_URL` },
    ...runDetails(image),
    { name: 'Dashboard', value: `https://dashboard.heroku.com/apps/${app}` },
  ];
  const urls = url === '' ? [] : [url];
  return {
    changed: changed(now, results, version),
    data: urls,
    urls,
    facts: facts.filter((fact) => fact !== undefined),
    notes: notesOf(now, release, image, results),
    redeploy: `simple-deploy push --to ${platform}`,
    docs: [page],
    ...told(now, release),
  };
}

/** Whether Heroku made a release, of whatever we asked for; what was only planned counts as one. */
function changed({ releases }: HerokuNow, results: readonly StepResult[], version: string): boolean {
  return results.length === 0 || Number(version) > (releases[0]?.version ?? 0);
}

function appWords({ app }: HerokuNow, release: Release): string {
  const team = app?.team ?? release.team;
  const region = app?.region ?? release.region ?? 'us';
  return `${release.app}${team === undefined ? '' : `, team ${team}`}, region ${region}`;
}
