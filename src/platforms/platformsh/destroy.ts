import { UserError } from '../../problems.ts';
import { quoted } from '../../quoted.ts';
import type { DestroyRequest, Plan } from '../types.ts';
import { type Flavour, page } from './names.ts';
import type { PlatformshNow } from './observe.ts';
import type { Project } from './project.ts';
import { presentProject } from './present.ts';
import { program } from './program.ts';

/**
 * Deletes an environment, or of the project's main one the project. Its data goes with it: the platform keeps none without it, so
 * where there is some, `--delete-data` has to say that too. Throws `app-absent`, `confirm-missing`, `choice-impossible`.
 */
export function planDestroy(now: PlatformshNow, request: DestroyRequest, flavour: Flavour): Plan {
  const { app } = request;
  const { project, login } = presentProject(now, request, flavour);
  const isWhole = project.branch === project.defaultBranch;
  const what = isWhole ? `the project ${project.title} (${project.id})` : `the environment ${project.branch}`;
  if (!isWhole && project.environment === undefined) {
    const environment = project.branch;
    throw new UserError({ code: 'app-absent', app, platform: flavour.name, label: flavour.label, environment });
  }
  refuseUnsaid(project, request, { what, isWhole, flavour });
  const args = isWhole
    ? ['project:delete', '--project', project.id, '--yes']
    : ['environment:delete', project.branch, '--project', project.id, '--delete-branch', '--yes'];
  return {
    steps: [
      {
        id: 'remove',
        title: `Remove ${what}`,
        why: 'It was asked for.',
        effect: program(flavour, login.name, args),
      },
    ],
    outcome: () => ({ changed: true, data: [], urls: [], facts: [], notes: [], docs: [page] }),
  };
}

/** Throws `confirm-missing`, `choice-impossible`. */
function refuseUnsaid(
  project: Project,
  { app, confirm, deleteData }: DestroyRequest,
  { what, isWhole, flavour }: { readonly what: string; readonly isWhole: boolean; readonly flavour: Flavour },
): void {
  const { name: platform, label } = flavour;
  const data = isWhole ? [...dataOf(project), ...othersOf(project)] : dataOf(project);
  const at = ` --project ${quoted(project.id)}${isWhole ? '' : ` --environment ${quoted(project.branch)}`}`;
  if (confirm !== app) {
    const fate = data.length === 0 ? [] : [`${data.join(', ')}: DELETED with all data`];
    const all = isWhole ? ' with all its environments, variables and code' : ' with its branch and variables';
    const given = confirm === undefined ? {} : { given: confirm };
    throw new UserError({
      code: 'confirm-missing',
      app,
      platform,
      label,
      deletes: [`${what}${all}`, ...fate],
      at,
      ...given,
    });
  }
  if (data.length === 0 || deleteData) return;
  throw new UserError({
    code: 'choice-impossible',
    what: `${app} has data (${data.join(', ')}), which the platform keeps with the environment only: nothing was deleted.`,
    next: [
      `To delete it too: simple-deploy destroy --to ${platform}${at} --confirm ${quoted(app)} --delete-data`,
      `To save it first: simple-deploy run --to ${platform}${at} -- manage.py dumpdata`,
    ],
  });
}

/** With a project go environments that nobody looked into: what they hold is not known. */
function othersOf({ others = [] }: Project): readonly string[] {
  return others.length === 0 ? [] : [`the environment${others.length === 1 ? '' : 's'} ${others.join(', ')}`];
}

function dataOf({ environment }: Project): readonly string[] {
  if (environment === undefined) return [];
  const services = Object.entries(environment.services).map(([name, type]) => `${name} (${type})`);
  return [...services, ...environment.mounts.map((path) => `the mount ${path}`)];
}
