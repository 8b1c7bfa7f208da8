import { UserError } from '../../problems.ts';
import type { Target } from '../types.ts';
import type { Flavour } from './names.ts';
import type { Environment } from './environment.ts';
import type { PlatformshNow } from './observe.ts';
import type { Project } from './project.ts';

type Login = NonNullable<PlatformshNow['login']>;

/** The project that is there, with the program that reaches it. Throws `app-absent`, `choice-impossible`. */
export function presentProject(
  now: PlatformshNow,
  { app }: Pick<Target, 'app'>,
  flavour: Flavour,
): { readonly project: Project; readonly login: Login } {
  const { project, login } = now;
  if (project !== undefined && login !== undefined) return { project, login };
  if (login === undefined) throw new UserError(needsProgram(flavour));
  refuseNamesakes(now, app, flavour);
  throw new UserError({ code: 'app-absent', app, platform: flavour.name, label: flavour.label });
}

/** The environment of it that is there. Throws as above, and `app-absent` with the name of the environment. */
export function presentEnvironment(
  now: PlatformshNow,
  target: Pick<Target, 'app'>,
  flavour: Flavour,
): { readonly project: Project; readonly login: Login; readonly environment: Environment } {
  const { project, login } = presentProject(now, target, flavour);
  const { environment } = project;
  if (environment !== undefined) return { project, login, environment };
  const { name: platform, label } = flavour;
  throw new UserError({ code: 'app-absent', app: target.app, platform, label, environment: project.branch });
}

/** Several projects are called so, and only the person knows which is meant. Throws `choice-impossible`. */
export function refuseNamesakes({ namesakes }: PlatformshNow, app: string, { label }: Flavour): void {
  if (namesakes.length < 2) return;
  const what = `There are ${namesakes.length} projects called ${app} on ${label}.`;
  const next = namesakes.map(({ id, title }) => `--project ${id} means ${title}`);
  throw new UserError({ code: 'choice-impossible', what, next });
}

function needsProgram({ programs: [program], label }: Flavour) {
  const what = `Only push works by git alone: for this, ${label}'s own program is needed.`;
  return { code: 'choice-impossible', what, next: [`Leave --destination out, and log in: ${program} login`] } as const;
}
