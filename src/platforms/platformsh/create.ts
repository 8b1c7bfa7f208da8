import { link } from '../../links.ts';
import { UserError } from '../../problems.ts';
import { quoted } from '../../quoted.ts';
import type { Step } from '../../values/step.ts';
import type { PushRequest } from '../types.ts';
import type { Waking } from './after.ts';
import { type Flavour, flavourOf } from './names.ts';
import type { PlatformshNow } from './observe.ts';
import { program } from './program.ts';

/** Where a new project is made. */
export interface NewProject {
  readonly org: string;
  readonly region: string;
}

/** What only the person can say of a new project. Throws `choices-missing`, `option-value`, `choice-impossible`. */
export function newProject(now: PlatformshNow, request: PushRequest, flavour: Flavour): NewProject {
  const { name: platform, label, kind } = flavour;
  refuseOrganizations(now, request, flavour);
  const suited = Object.entries(now.orgs).filter(([, org]) => org.kind === undefined || org.kind === kind);
  const [only, ...more] = suited;
  const org = request.org ?? (more.length === 0 ? only?.[0] : undefined);
  const { region } = request;
  const orgs = suited.map(([value, { label: about }]) => ({ value, about }));
  const regions = Object.entries(now.regions).map(([value, about]) => ({ value, about }));
  if (org === undefined || region === undefined) {
    const ofOrg = {
      key: 'org',
      option: '--org',
      question: 'the organisation of the new project',
      among: orgs,
    } as const;
    const ofRegion = {
      key: 'region',
      option: '--region',
      question: 'the region in which it runs',
      among: regions,
    } as const;
    const choices = [...(org === undefined ? [ofOrg] : []), ...(region === undefined ? [ofRegion] : [])];
    throw new UserError({ code: 'choices-missing', platform, label, choices });
  }
  const known = Object.keys(now.regions);
  if (known.length > 0 && !known.includes(region)) {
    throw new UserError({ code: 'option-value', option: '--region', value: region, wanted: known.join(', ') });
  }
  return { org, region };
}

/** Projects are of the kind of their organisation. Throws `choice-impossible` where none of them has the kind that is meant. */
function refuseOrganizations({ orgs }: PlatformshNow, { org, app }: PushRequest, { kind, name }: Flavour): void {
  const meant = org === undefined ? Object.entries(orgs) : Object.entries(orgs).filter(([each]) => each === org);
  const [first] = meant;
  const other = first?.[1].kind;
  if (first === undefined || other === undefined || !meant.every((each) => each[1].kind === other) || other === kind)
    return;
  const right = flavourOf(other);
  const among = meant.map(([each]) => each).join(', ');
  const what = `${app} would be a project of the ${other} kind, as all of the organisation ${among} are, and --to ${name} is for ${kind} ones.`;
  const next = [`simple-deploy push --to ${right.name} --app ${quoted(app)} … --create`];
  throw new UserError({ code: 'choice-impossible', what, next });
}

/** Nothing that is billed is made without a word of the person's. Throws `consent-missing`. */
export function refuseWithoutConsent(
  creates: {
    readonly project?: NewProject;
    readonly environment?: { readonly name: string; readonly waking: Waking };
    /** Containers beside those of an environment that stands. */
    readonly beside?: readonly string[];
  },
  { app, create }: PushRequest,
  { name: platform, label }: Flavour,
): void {
  const { project, environment, beside = [] } = creates;
  if (create || (project === undefined && environment === undefined && beside.length === 0)) return;
  const lines = [
    ...(project === undefined ? [] : [`the project ${app} of the organisation ${project.org}, in ${project.region}`]),
    ...(environment === undefined
      ? []
      : environment.waking === 'resume'
        ? [`the containers of the environment ${environment.name} run again, which is paused`]
        : [
            `the environment ${environment.name}, with containers for the app and its services, and a copy of the data of its parent, where it has one`,
          ]),
    ...beside,
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
