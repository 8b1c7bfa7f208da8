import type { Problem } from '../problems.ts';
import { place } from '../values/place.ts';
import { findEnvironment, type FoundEnvironment, type Started } from './environment/find-environment.ts';
import type { ProjectCode } from './project-code.ts';

/** What turns DEBUG off, the likeliest first: `DEBUG=False`, `ENV=production`, `DEBUG_OFF=True`. */
function valuesOf(variable: string): readonly string[] {
  const [no, stage, yes] = [
    ['False', '0'],
    ['production', 'prod'],
    ['True', '1'],
  ];
  if (/DEBUG$|DEV(ELOPMENT)?(_MODE)?$|LOCAL$/i.test(variable)) return [no, yes, stage].flat();
  return (/(ENV|ENVIRONMENT|STAGE|MODE)$/i.test(variable) ? [stage, yes, no] : [yes, no, stage]).flat();
}

/**
 * That apps for development are installed, as DEBUG is on where no variable turns it off: the image turns it off only when the
 * settings have loaded.
 */
export function debugNote(code: ProjectCode, started: Started, { debug }: FoundEnvironment): readonly Problem[] {
  if (debug === undefined) return [];
  const off = debug.variables
    .flatMap((variable) => valuesOf(variable).map((value) => ({ variable, value })))
    .find(({ variable, value }) => isOff(code, started, variable, value));
  if (off === undefined) return [];
  const apps = debug.apps.map(({ value, origin }) => ({ app: value, where: place(origin) }));
  return [{ code: 'debug-apps', apps, ...off }];
}

function isOff(code: ProjectCode, started: Started, variable: string, value: string): boolean {
  const values = { ...started.given?.values, [variable]: value };
  return (
    findEnvironment(code, { ...started, given: { names: started.given?.names ?? [], values } }).debug === undefined
  );
}
