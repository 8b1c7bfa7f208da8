import { UserError } from '../../problems.ts';
import type { DestroyRequest, Plan } from '../types.ts';
import { call, tokenEnded } from './call.ts';
import { label, page, platform } from './names.ts';
import type { HerokuNow } from './observe.ts';
import { presentApp } from './present.ts';
import { priceWords } from './seen.ts';

/**
 * Removes an app with its dynos, config vars and add-ons. Heroku keeps no add-on without its app: one that has some goes with
 * `--delete-data` only. Throws `app-absent`, `confirm-missing`, `choice-impossible`.
 */
export function planDestroy(now: HerokuNow, request: DestroyRequest): Plan {
  const { app, confirm, deleteData } = request;
  presentApp(now, request);
  if (confirm !== app) {
    const deletes = listOf(now, app);
    throw new UserError({
      code: 'confirm-missing',
      app,
      platform,
      label,
      deletes,
      ...(confirm !== undefined && { given: confirm }),
    });
  }
  const own = now.addOns.filter((addOn) => addOn.own).map(({ name }) => name);
  if (own.length > 0 && !deleteData) {
    throw new UserError({
      code: 'choice-impossible',
      what: `${app} has data in ${own.join(', ')}, which Heroku keeps with the app only: nothing was deleted.`,
      next: [
        `To delete it too: simple-deploy destroy --to ${platform} --app ${app} --confirm ${app} --delete-data`,
        `To save it first: heroku pg:backups:capture --app ${app} && heroku pg:backups:download --app ${app}`,
      ],
    });
  }
  return {
    steps: [
      {
        id: 'remove',
        title: `Remove the app ${app}`,
        why: own.length === 0 ? 'It was asked for.' : `It was asked for, with ${own.join(', ')}.`,
        effect: call(now, 'DELETE', `/apps/${app}`, { repeatable: true, fine: 'find that app' }),
        means: tokenEnded,
      },
    ],
    outcome: () => ({ changed: true, data: [], urls: [], facts: [], notes: [], docs: [page] }),
  };
}

function listOf({ dynos, config, addOns, domains }: HerokuNow, app: string): readonly string[] {
  const names = Object.keys(config).toSorted().join(', ');
  return [
    `app ${app} with ${dynos.length} ${dynos.length === 1 ? 'dyno' : 'dynos'}${names === '' ? '' : ` and its config vars (${names})`}`,
    ...(domains.length === 0 ? [] : [`its domains ${domains.join(', ')}`]),
    ...addOns.map(({ name, plan, price, own }) =>
      own
        ? `add-on ${name} (${plan}, ${priceWords(price)}): DELETED with all data, with --delete-data`
        : `add-on ${name} (${plan}): another app's, only detached`,
    ),
  ];
}
