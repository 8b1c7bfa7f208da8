import { link } from '../../links.ts';
import { UserError } from '../../problems.ts';
import type { Step } from '../../values/step.ts';
import type { PushRequest } from '../types.ts';
import type { Flavour } from './names.ts';
import type { PlatformshNow } from './observe.ts';
import { program } from './program.ts';

/** Where a new project is made. */
export interface NewProject {
  readonly org: string;
  readonly region: string;
}

/** What only the person can say of a new project. Throws `choices-missing`, `option-value`. */
export function newProject(now: PlatformshNow, request: PushRequest, { name: platform, label }: Flavour): NewProject {
  const [onlyOrg, ...moreOrgs] = Object.keys(now.orgs);
  const org = request.org ?? (moreOrgs.length === 0 ? onlyOrg : undefined);
  const { region } = request;
  const among = (table: Readonly<Record<string, string>>) => ({
    among: Object.entries(table).map(([value, about]) => ({ value, about })),
  });
  if (org === undefined || region === undefined) {
    const choices = [
      ...(org === undefined
        ? [
            {
              key: 'org',
              option: '--org',
              question: 'the organisation of the new project',
              ...among(now.orgs),
            } as const,
          ]
        : []),
      ...(region === undefined
        ? [
            {
              key: 'region',
              option: '--region',
              question: 'the region in which it runs',
              ...among(now.regions),
            } as const,
          ]
        : []),
    ];
    throw new UserError({ code: 'choices-missing', platform, label, choices });
  }
  const known = Object.keys(now.regions);
  if (known.length > 0 && !known.includes(region)) {
    throw new UserError({ code: 'option-value', option: '--region', value: region, wanted: known.join(', ') });
  }
  return { org, region };
}

/** Nothing that is billed is made without a word of the person's. Throws `consent-missing`. */
export function refuseWithoutConsent(
  creates: { readonly project?: NewProject; readonly environment?: string },
  { app, create }: PushRequest,
  { name: platform, label }: Flavour,
): void {
  const { project, environment } = creates;
  if (create || (project === undefined && environment === undefined)) return;
  const lines = [
    ...(project === undefined ? [] : [`the project ${app} of the organisation ${project.org}, in ${project.region}`]),
    ...(environment === undefined
      ? []
      : [`the environment ${environment}, with containers for the app and its services, and the data of its parent`]),
  ];
  const billed = [`Projects and environments are billed by what runs in them: ${link(`${platform}-pricing`).url}`];
  const stands = project === undefined ? ({ stands: true } as const) : {};
  const option = '--create';
  throw new UserError({ code: 'consent-missing', platform, label, app, ...stands, creates: lines, billed, option });
}

/** The steps that make the project, and learn where its repository is. */
export function createSteps(
  { org, region }: NewProject,
  {
    app,
    name,
    branch,
    flavour,
  }: { readonly app: string; readonly name: string; readonly branch: string; readonly flavour: Flavour },
): readonly Step[] {
  const title = ['--title', app, '--region', region, '--org', org];
  const args = ['project:create', ...title, '--default-branch', branch, '--no-set-remote', '--yes'];
  const gitArgs = ['project:info', 'git', '--project', '{new-project}'];
  return [
    {
      id: 'create',
      title: `Create the project ${app}`,
      why: `There is none of that name, and it was agreed to.`,
      effect: program(flavour, name, args),
      failure: 'deploy-failed',
    },
    {
      id: 'repository',
      title: 'Ask where its repository is',
      why: 'The code goes there.',
      effect: { ...program(flavour, name, gitArgs), output: 'hidden' },
      uses: { 'new-project': { step: 'create' } },
    },
  ];
}
