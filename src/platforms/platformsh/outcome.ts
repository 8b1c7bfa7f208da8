import type { Problem } from '../../problems.ts';
import type { StepResult } from '../../values/step.ts';
import { runDetails } from '../run-facts.ts';
import type { Outcome, PushRequest } from '../types.ts';
import { type Flavour, page } from './names.ts';
import type { PlatformshNow } from './observe.ts';
import { backupNotes, told } from './told.ts';

type Place = Parameters<typeof told>[0];

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
    commit === undefined ? undefined : { name: 'Commit', value: commit, isDetail: true },
    { name: 'Tree', value: `${request.image.source?.id ?? ''} (git's name for these files)`, isDetail: true },
    ...runDetails(request.image),
    id ? { name: 'Console', value: `https://console.upsun.com/projects/${id}` } : undefined,
  ];
  const isUsual = now.project?.defaultBranch === branch || now.project === undefined;
  const place =
    now.login !== undefined && id
      ? toldOf(now.login.name, { id, request, branch, flavour, isMain: isUsual }, results)
      : undefined;
  const git = now.login === undefined ? ` --destination ${now.remote?.url ?? ''}` : '';
  const at = `${git}${isUsual ? '' : ` --environment ${branch}`}`;
  return {
    changed,
    data,
    urls: url ? [url] : [],
    facts: facts.filter((fact) => fact !== undefined),
    notes: [...notesOf(now, { changed, flavour }), ...(place === undefined ? [] : backupNotes(place))],
    redeploy: `simple-deploy push --to ${flavour.name}${at}`,
    docs: [page],
    ...(place === undefined ? {} : told(place)),
  };
}

function toldOf(
  name: string,
  {
    id,
    request,
    ...place
  }: Pick<Place, 'branch' | 'flavour' | 'isMain'> & { readonly id: string; readonly request: PushRequest },
  results: readonly StepResult[],
): Place {
  const did = (step: string): boolean => results.some((each) => each.id === step);
  const hasDatabase = ['postgres', 'mysql'].includes(request.image.labels['simple-deploy.database'] ?? '');
  const created = { project: did('create'), environment: did('activate') };
  return { name, project: id, ...place, created, hasDatabase };
}

export function outputOf(results: readonly StepResult[], step: string): string {
  return results.find(({ id }) => id === step)?.output?.trim() ?? '';
}

function notesOf(
  { login }: PlatformshNow,
  { changed, flavour }: Pick<Pushed, 'changed' | 'flavour'>,
): readonly Problem[] {
  const {
    label,
    programs: [program],
  } = flavour;
  return login === undefined ? [{ code: 'note-git-alone', label, unchanged: !changed, program }] : [];
}
