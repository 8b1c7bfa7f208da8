import type { Outcome, Plan, PlainRequest } from '../types.ts';
import { marks } from './marks.ts';
import { type Flavour, page } from './names.ts';
import type { Environment } from './environment.ts';
import type { PlatformshNow } from './observe.ts';
import { presentEnvironment } from './present.ts';
import { trailersOf } from './trailers.ts';

/** What there is to say about an environment. Throws `app-absent`. */
export function planStatus(now: PlatformshNow, request: PlainRequest, flavour: Flavour): Plan {
  return look(now, request, flavour, statusFacts(now, request, flavour));
}

/** Where an environment answers. Throws `app-absent`. */
export function planOpen(now: PlatformshNow, request: PlainRequest, flavour: Flavour): Plan {
  return look(now, request, flavour, []);
}

function look(now: PlatformshNow, request: PlainRequest, flavour: Flavour, facts: Outcome['facts']): Plan {
  const { environment } = presentEnvironment(now, request, flavour);
  const urls = environment.urls.slice(0, 1);
  const outcome = { changed: false, data: urls, urls, facts, notes: [], docs: [page] };
  return { steps: [], outcome: () => outcome };
}

function statusFacts(now: PlatformshNow, request: PlainRequest, flavour: Flavour): Outcome['facts'] {
  const { project, environment } = presentEnvironment(now, request, flavour);
  const [newest] = now.commits ?? [];
  const by = newest === undefined ? '' : trailersOf(newest) === undefined ? ', not by simple-deploy' : '';
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Project', `${project.title} (${project.id}), ${project.region}`],
    [
      'Environment',
      `${project.branch}, ${environment.status}${environment.type === '' ? '' : `, ${environment.type}`}`,
    ],
    ['Commit', newest && `${newest.id}, ${newest.at}${by}`],
    ['Deployment', deploymentWords(environment)],
    ['Services', tableWords(environment.services)],
    ['Workers', environment.workers.join(', ') || undefined],
    ['Mounts', environment.mounts.join(', ') || undefined],
    ['Variables', environment.variables.map(({ name }) => name).join(', ') || undefined],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

function deploymentWords({ activity }: Environment): string {
  if (activity === undefined) return 'none: nothing was deployed yet';
  const { state, result, at, text, log } = activity;
  const hook = log.includes(marks.failed) ? ', but the deploy hook failed' : '';
  return `${state === 'complete' ? result : state.replaceAll('_', ' ')}${hook}, ${at}: ${text}`;
}

function tableWords(table: Readonly<Record<string, string>>): string | undefined {
  return (
    Object.entries(table)
      .map(([name, type]) => `${name} (${type})`)
      .join(', ') || undefined
  );
}
