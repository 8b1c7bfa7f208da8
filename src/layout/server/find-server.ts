import { UserError } from '../../problems.ts';
import type { Considered } from '../../values/considered.ts';
import type { Fact } from '../../values/fact.ts';
import type { Application, Dependencies, Layout } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import type { Server, Serving } from '../../values/server.ts';
import { folderOf, join, upFrom } from '../paths.ts';
import { copiedFrom } from './copied-from.ts';
import { ownCommands, type OwnCommand } from './own-commands.ts';

/** The server, how it serves, and what else it could have been. */
export interface FoundServer {
  readonly facts: Pick<Layout, 'server' | 'serving'>;
  readonly considered: readonly Considered[];
}

/** What the choice rests on. */
export interface ServerClues {
  readonly files: ProjectFiles;
  readonly projectDir: string;
  readonly application: Layout['application'];
  readonly dependencies: Layout['dependencies'];
  readonly chosen: Server | undefined;
}

/**
 * The server: what the person says, else what the project's own command starts, else the only one that it requires, else
 * gunicorn for WSGI and uvicorn for ASGI. One that cannot serve the application, or that is none of ours, is passed over.
 * @throws UserError server-interface when the person names such a one
 */
export function findServer(clues: ServerClues): FoundServer {
  const { files, projectDir, chosen } = clues;
  const application = clues.application.value;
  const commands = ownCommands(files, projectDir);
  const servingOf = (command: OwnCommand | undefined): Serving => serving(files, projectDir, command);
  if (chosen !== undefined) {
    const command = commands.find(
      (each) => each.instead === undefined && each.server === chosen && canServe(application, chosen, each),
    );
    if (command === undefined && !canServe(application, chosen, undefined)) {
      const { interface: kind, module, callable } = application;
      throw new UserError({
        code: 'server-interface',
        server: chosen,
        interface: kind,
        application: `${module}:${callable}`,
      });
    }
    const server: Fact<Server> = { value: chosen, origin: { option: '--server' } };
    return { facts: { server, serving: servingOf(command) }, considered: [] };
  }
  return withoutOption(clues, commands, servingOf);
}

function withoutOption(
  { files, projectDir, dependencies, application: { value: application } }: ServerClues,
  commands: readonly OwnCommand[],
  servingOf: (command: OwnCommand) => Serving,
): FoundServer {
  const against = (each: OwnCommand): string | undefined =>
    reasonAgainst(each, application) ?? ofAnother(files, projectDir, each, application);
  const first = likeliest(
    commands.filter((each) => against(each) === undefined),
    application,
  );
  const considered = commands.flatMap((each): Considered[] => {
    const { server, instead = server, origin } = each;
    const why = against(each);
    return why === undefined ? [] : [{ fact: 'server', value: instead, origin, why }];
  });
  if (first !== undefined) {
    const { server, origin } = first;
    const why = "the project's own command";
    return { facts: { server: { value: server, origin, why }, serving: servingOf(first) }, considered };
  }
  const required = requiredServer(application, dependencies.value);
  if (required !== undefined) {
    const server = { value: required, origin: dependencies.origin, why: 'the only server that is required' };
    return { facts: { server, serving: iniOf(files, projectDir, required) }, considered };
  }
  const other = commands.find((each) => each.instead !== undefined && canServe(application, each.server, each));
  const server = other === undefined ? byInterface(application) : inPlaceOf(other);
  return { facts: { server, serving: { arguments: [] } }, considered };
}

/** The first, unless that names another application than the one that is served, as for web sockets alone, and a later one names this. */
function likeliest(commands: readonly OwnCommand[], { module }: Application): OwnCommand | undefined {
  const [first] = commands;
  const moduleIn = ({ application = '' }: OwnCommand): string => application.split(':')[0] ?? '';
  if (first?.application === undefined || moduleIn(first) === module) return first;
  return commands.find((each) => moduleIn(each) === module) ?? first;
}

function reasonAgainst(command: OwnCommand, application: Application): string | undefined {
  if (!canServe(application, command.server, command))
    return `it does not serve ${application.interface.toUpperCase()}`;
  return command.instead === undefined ? undefined : 'simple-deploy does not start it';
}

/** In a folder beside the project: a module that lies there and is not the one that is served is another service of the repository. */
function ofAnother(
  files: ProjectFiles,
  projectDir: string,
  { origin, application = '' }: OwnCommand,
  { module: served }: Application,
): string | undefined {
  const [module = ''] = application.split(':');
  const folder = 'file' in origin ? folderOf(origin.file) : '.';
  if (module === '' || module === served || upFrom(projectDir).includes(folder)) return undefined;
  const path = join(folder, `${module.replaceAll('.', '/')}.py`);
  return path !== undefined && files.entry(path)?.kind === 'file'
    ? `it serves ${path}, which is not this site`
    : undefined;
}

function inPlaceOf({ server, instead, origin }: OwnCommand): Fact<Server> {
  return { value: server, origin, why: `in the place of ${instead ?? server}, which simple-deploy does not start` };
}

function byInterface({ interface: kind }: Application): Fact<Server> {
  return { value: kind === 'asgi' ? 'uvicorn' : 'gunicorn', origin: 'default', why: `it serves ${kind.toUpperCase()}` };
}

function canServe({ interface: kind }: Application, server: Server, command: OwnCommand | undefined): boolean {
  switch (server) {
    case 'gunicorn':
      return (kind === 'asgi') === (command?.arguments.some((word) => /uvicorn|asgi/i.test(word)) === true);
    case 'uwsgi':
      return kind === 'wsgi';
    case 'granian':
      return true;
    case 'uvicorn':
    case 'daphne':
    case 'hypercorn':
      return kind === 'asgi';
  }
}

const bringing: Readonly<Record<Application['interface'], readonly (readonly [Server, readonly string[]])[]>> = {
  asgi: [
    ['uvicorn', ['uvicorn', 'uvicorn-worker']],
    ['daphne', ['daphne']],
    ['hypercorn', ['hypercorn']],
    ['granian', ['granian']],
  ],
  wsgi: [
    ['gunicorn', ['gunicorn']],
    ['granian', ['granian']],
    ['uwsgi', ['uwsgi', 'pyuwsgi']],
  ],
};

/** Our own choice where it is required too: that is no other server than the default. */
function requiredServer(application: Application, { requirements }: Dependencies): Server | undefined {
  const found = bringing[application.interface].find(([, names]) =>
    requirements.some(({ name }) => names.includes(name)),
  );
  return found?.[0] === byInterface(application).value ? undefined : found?.[0];
}

function serving(files: ProjectFiles, projectDir: string, command: OwnCommand | undefined): Serving {
  const file = command?.file === undefined ? undefined : fileOf(files, projectDir, command, command.file);
  return { arguments: command?.arguments ?? [], ...(file !== undefined && { file }) };
}

/** Where it lies below root, by its own path or by that of which a Dockerfile copies it. */
function fileOf(files: ProjectFiles, projectDir: string, { origin }: OwnCommand, named: string): string | undefined {
  const below = fileBelowRoot(files, projectDir, named);
  return below ?? ('file' in origin ? copiedFrom(files, origin.file, named) : undefined);
}

/** uWSGI, required and started by something that is not in the project, most often has its file beside manage.py. */
function iniOf(files: ProjectFiles, projectDir: string, server: Server): Serving {
  const file = server === 'uwsgi' ? fileBelowRoot(files, projectDir, 'uwsgi.ini') : undefined;
  return { arguments: [], ...(file !== undefined && { file }) };
}

/** A command names it as it lies where it runs: in a folder of the image, below a variable, behind `file:` or `python:`. */
function fileBelowRoot(files: ProjectFiles, projectDir: string, named: string): string | undefined {
  const path = named
    .replace(/^(file|python):/, '')
    .replace(/^\$\{?\w+\}?\//, '')
    .replace(/^\.?\//, '');
  const parts = path.split('/');
  for (const tail of parts.map((_, index) => parts.slice(index).join('/'))) {
    for (const folder of upFrom(projectDir)) {
      const found = join(folder, tail);
      if (found !== undefined && files.entry(found)?.kind === 'file') return found;
    }
  }
  return undefined;
}
