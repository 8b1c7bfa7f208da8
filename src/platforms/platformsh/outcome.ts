import type { Problem } from '../../problems.ts';
import type { StepResult } from '../../values/step.ts';
import { runFacts } from '../run-facts.ts';
import type { Outcome, PushRequest } from '../types.ts';
import { type Flavour, page } from './names.ts';
import type { PlatformshNow } from './observe.ts';
import { told } from './told.ts';

interface Pushed {
  readonly request: PushRequest;
  readonly branch: string;
  readonly flavour: Flavour;
  readonly changed: boolean;
}

/** What a push came to. */
export function pushOutcome(
  now: PlatformshNow,
  { request, branch, flavour, changed }: Pushed,
  results: readonly StepResult[],
): Outcome {
  const id = now.project?.id ?? outputOf(results, 'create');
  const pushed = JSON.parse(outputOf(results, 'push') || '{}') as { readonly commit?: string; readonly url?: string };
  const url = outputOf(results, 'address') || pushed.url || now.project?.environment?.urls[0];
  const commit = pushed.commit ?? now.commits?.[0]?.id;
  const data = url ? [url] : commit === undefined ? [] : [commit];
  const facts: readonly (Outcome['facts'][number] | undefined)[] = [
    id ? { name: 'Project', value: `${now.project?.title ?? request.app} (${id}), environment ${branch}` } : undefined,
    commit === undefined ? undefined : { name: 'Commit', value: commit },
    { name: 'Tree', value: request.image.source?.id ?? '' },
    ...runFacts(request.image),
    id ? { name: 'Console', value: `https://console.upsun.com/projects/${id}` } : undefined,
  ];
  const isUsual = now.project?.defaultBranch === branch || now.project === undefined;
  const git = now.login === undefined ? ` --destination ${now.remote?.url ?? ''}` : '';
  const at = `${git}${isUsual ? '' : ` --environment ${branch}`}`;
  return {
    changed,
    data,
    urls: url ? [url] : [],
    facts: facts.filter((fact) => fact !== undefined),
    notes: notesOf(now, results, flavour),
    redeploy: `simple-deploy push --to ${flavour.name}${at}`,
    docs: [page],
    ...(now.login !== undefined && id ? told(toldOf(now.login.name, { id, request, branch }, results)) : {}),
  };
}

function toldOf(
  name: string,
  { id, request, branch }: { readonly id: string; readonly request: PushRequest; readonly branch: string },
  results: readonly StepResult[],
): Parameters<typeof told>[0] {
  const did = (step: string): boolean => results.some((each) => each.id === step);
  const hasDatabase = ['postgres', 'mysql'].includes(request.image.labels['simple-deploy.database'] ?? '');
  const created = { project: did('create'), environment: did('activate') };
  return { name, project: id, branch, created, hasDatabase };
}

export function outputOf(results: readonly StepResult[], step: string): string {
  return results.find(({ id }) => id === step)?.output?.trim() ?? '';
}

function notesOf({ login }: PlatformshNow, results: readonly StepResult[], { label }: Flavour): readonly Problem[] {
  const lines = ['Containers, storage and traffic of each environment that is active: https://upsun.com/pricing/'];
  const created = results.some(({ id }) => id === 'create' || id === 'activate');
  return [
    ...(created ? [{ code: 'note-billed', platform: label, lines } as const] : []),
    ...(login === undefined && results.length > 0 ? [{ code: 'note-git-alone', label } as const] : []),
  ];
}
