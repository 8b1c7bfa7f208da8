import { UserError } from '../../problems.ts';
import type { GitPush, Step } from '../../values/step.ts';
import type { Flavour } from './names.ts';
import type { PlatformshNow } from './observe.ts';
import { program } from './program.ts';
import { trailersOf } from './trailers.ts';
import { marks } from './marks.ts';
import { withoutPostgis } from './without-postgis.ts';

/** What the log of a push says when it failed, whatever its exit code (upsun/cli: detection.push_deploy_error_messages). */
const failures = [
  'Invalid deployment',
  'Resources must be configured',
  'Environment creation failed',
  'Environment redeployment failed',
  'Error building project',
  'Unable to build application',
  'Unknown error building the application',
  'Unable to find stack',
  'Cannot build application of type',
  'Could not perform a rolling deployment',
] as const;

/** Throws `branch-elsewhere` where what stands there is somebody else's, and would be gone from what runs. */
export function refuseElsewhere(
  { commits = [], isOurs }: PlatformshNow,
  { branch, force }: { readonly branch: string; readonly force: boolean },
  { label, name: platform }: Flavour,
): void {
  const [newest] = commits;
  if (newest === undefined || force || isOurs || trailersOf(newest) !== undefined) return;
  const about = newest.message.split('\n')[0] ?? '';
  const { id: commit, at: when } = newest;
  throw new UserError({ code: 'branch-elsewhere', label, platform, branch, commit, about, when });
}

/** What a push of code goes to. */
export interface Place {
  /** Id of the project, or what stands for it; undefined with git alone. */
  readonly project?: string;
  readonly branch: string;
  /** The new environment shall not run yet: its variables come first. */
  readonly waits: boolean;
  readonly uses?: Step['uses'];
}

/** The step that pushes a tree: by the platform's program, or by git where there is none. */
export function pushStep(
  now: PlatformshNow,
  place: Place,
  code: Pick<GitPush, 'tree' | 'message'>,
  flavour: Flavour,
  advice: readonly string[],
): Step {
  const [parent] = now.commits ?? [];
  const { login, remote } = now;
  const { project, branch, waits, uses } = place;
  const args = ['push', '{commit}', '--project', project ?? '', '--target', branch, '--yes'];
  return {
    id: 'push',
    title: `Push the code to ${branch}`,
    why: waits
      ? `${flavour.label} takes it; the environment is activated then.`
      : `${flavour.label} builds and deploys it.`,
    effect: {
      kind: 'git-push',
      ...code,
      remote: remote ?? { url: '{git-url}', ...(login?.sshConfig !== undefined && { sshConfig: login.sshConfig }) },
      branch,
      label: flavour.label,
      ...(parent && { parent: parent.id }),
      ...(login && { by: program(flavour, login.name, args, { cwd: '.' }) }),
      ...(login === undefined && parent === undefined && { options: ['environment.status=active'] }),
      failsIfSays: failures,
    },
    ...(uses && { uses }),
    means: meanings(flavour, project, branch),
    failure: 'deploy-failed',
    advice,
  };
}

/** What the last lines of a push mean. */
function meanings(flavour: Flavour, project: string | undefined, branch: string): NonNullable<Step['means']> {
  return [
    {
      says: 'non-fast-forward|fetch first|stale info|cannot lock ref|failed to update ref',
      problem: { code: 'branch-moved', label: flavour.label, branch, log: [] },
    },
    withoutPostgis(flavour),
    { says: marks.failed, failure: 'release-failed' },
    { says: 'is (not active|inactive)', problem: inactive(flavour, project, branch) },
    { says: 'Resources must be configured', problem: resources(flavour, project, branch) },
  ];
}

function inactive({ programs: [name], label }: Flavour, project: string | undefined, branch: string) {
  const what = `${label} took the code, and runs nothing of it: the environment ${branch} is not active.`;
  const next = [
    `${name} environment:activate ${branch} --project ${project ?? 'ID'}`,
    'Then push again, with --force.',
  ];
  return { code: 'choice-impossible', what, next } as const;
}

function resources({ programs: [name], label }: Flavour, project: string | undefined, branch: string) {
  const what = `${label} took the code, and runs nothing of it before resources are set for its containers.`;
  const next = [`${name} resources:set --project ${project ?? 'ID'} --environment ${branch}`, 'Then push again.'];
  return { code: 'choice-impossible', what, next } as const;
}
