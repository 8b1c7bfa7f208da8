import type { Origin } from '../values/fact.ts';
import type { Application } from '../values/layout.ts';
import { place } from '../values/place.ts';
import type { ProjectCode } from './project-code.ts';
import { ownCommands, type OwnCommand } from './server/own-commands.ts';

/** An application that a command of the project serves. */
export interface Commanded {
  readonly value: Application;
  readonly origin: Origin;
  readonly why: string;
}

/**
 * The ASGI application that a command of the project itself serves (Procfile, Dockerfile, compose file, scripts), where
 * its module has a file: by its server, or by the module's name where the server does both.
 */
export function commandedAsgi(code: ProjectCode): Commanded | undefined {
  const [projectDir = '.'] = code.importRoots;
  for (const command of ownCommands(code.files, projectDir)) {
    const value = asgiOf(command);
    if (value !== undefined && code.fileOf(value.module) !== undefined) {
      return { value, origin: command.origin, why: `${place(command.origin)} serves it` };
    }
  }
  return undefined;
}

function asgiOf({ server, application }: OwnCommand): Application | undefined {
  const [module = '', callable = 'application'] = (application ?? '').split(':');
  const isAsgi = /^(uvicorn|daphne|hypercorn)$/.test(server) || module.split('.').at(-1) === 'asgi';
  return isAsgi && module !== '' ? { interface: 'asgi', module, callable } : undefined;
}
