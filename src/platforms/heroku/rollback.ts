import { link } from '../../links.ts';
import { UserError } from '../../problems.ts';
import type { Plan, PlainRequest } from '../types.ts';
import { call, tokenEnded } from './call.ts';
import { page, platform } from './names.ts';
import type { HerokuNow } from './observe.ts';
import { presentApp } from './present.ts';
import { current } from './release.ts';
import type { HerokuRelease } from './seen.ts';
import { phaseStep, serveSteps } from './serve.ts';

/**
 * Goes back to the release before the one that brought the code that runs: with its config vars, which are a part of each
 * release, and its own release phase. The schema and the add-ons stay. Throws `app-absent`, `nothing-before`,
 * `choice-impossible` when Heroku has thrown away all that came before.
 */
export function planRollback(now: HerokuNow, request: PlainRequest): Plan {
  const { webUrl: address } = presentApp(now, request);
  const { app } = request;
  const before = releaseBefore(now, app);
  const facts = [{ name: 'Release', value: `as v${before.version} (${before.description}), ${before.createdAt}` }];
  const config = `Config vars are those of v${before.version} now; add-ons stayed.`;
  return {
    steps: [
      {
        id: 'find',
        title: `Go back to v${before.version}`,
        why: 'Heroku makes a new release of it, with its config vars.',
        effect: call(now, 'POST', `/apps/${app}/releases`, { body: { release: before.id } }),
        means: tokenEnded,
      },
      phaseStep(now, { app, release: { step: 'find', at: ['id'] } }),
      ...serveSteps(now, { app, address }, { step: 'find', at: ['version'] }),
    ],
    outcome: () => ({
      changed: true,
      data: [address],
      urls: [address],
      facts,
      notes: [
        { code: 'note-schema-stays', to: platform },
        { code: 'note-setting', what: config, next: [] },
      ],
      redeploy: `simple-deploy push --to ${platform}`,
      docs: [page],
    }),
  };
}

/** Heroku's words for releases that bring code; changes of config vars, add-ons and the like have others. */
const bringsCode = /^(deploy|rollback|promote|build|retry|release)/i;

function releaseBefore(now: HerokuNow, app: string): HerokuRelease {
  const running = current(now);
  const until = running === undefined ? [] : now.releases.filter(({ version }) => version <= running.version);
  const brought =
    until.find(({ description, status }) => bringsCode.test(description) && status === 'succeeded') ?? running;
  const older = until.filter(({ version }) => brought !== undefined && version < brought.version);
  // Before the first code there are releases too, which have nothing to run.
  const withCode = older.slice(0, older.findLastIndex(({ description }) => bringsCode.test(description)) + 1);
  const good = withCode.find(({ status, eligible }) => status === 'succeeded' && eligible);
  if (good !== undefined) return good;
  if (withCode.every(({ status }) => status !== 'expired')) throw new UserError({ code: 'nothing-before', app });
  throw new UserError({
    code: 'choice-impossible',
    what: `Heroku has thrown away the releases of ${app} before v${brought?.version}: it keeps them for 30 days, and the last 20.`,
    next: ['Check out the earlier state of the project and push it.', `Read on: ${link('heroku-retention').url}`],
  });
}
