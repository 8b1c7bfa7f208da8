import { UserError } from '../../problems.ts';
import { type Flavour, flavourOf } from './names.ts';
import type { Project } from './project.ts';

/** A project of the other kind would not be configured by what is pushed. Throws `choice-impossible`. */
export function refuseOtherKind(
  { id, title, kind }: Project,
  environment: string | undefined,
  { kind: expected, name, configuredBy }: Flavour,
): void {
  if (kind === undefined || kind === expected) return;
  const right = flavourOf(kind);
  const what = `${title} (${id}) is a project of the ${kind} kind, which reads ${right.configuredBy}: what --to ${name} pushes is configured by ${configuredBy}.`;
  const at = environment === undefined ? '' : ` --environment ${environment}`;
  const next = [`simple-deploy push --to ${right.name} --project ${id}${at}`];
  throw new UserError({ code: 'choice-impossible', what, next });
}

/** What comes by an integration is not pushed to the platform. Throws `choice-impossible`. */
export function refuseOtherSource({ id, title, codeFrom }: Project, { programs: [program], label }: Flavour): void {
  if (codeFrom === undefined) return;
  const what = `${title} (${id}) takes its code from ${codeFrom}, by an integration: ${label} builds what is pushed there, and nothing was pushed by this.`;
  const next = [
    'To deploy by the integration: commit, and git push',
    'To deploy by simple-deploy, a project of its own: --app NAME',
    `Or end the integration: ${program} integration:list --project ${id}`,
  ];
  throw new UserError({ code: 'choice-impossible', what, next });
}
