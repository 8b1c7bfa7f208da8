import type { Origin } from '../values/fact.ts';
import type { Application, Requirement } from '../values/layout.ts';
import { place } from '../values/place.ts';
import type { ProjectCode } from './project-code.ts';
import { isDjangoServer } from './application-file.ts';
import { namedSettings } from './named-settings.ts';
import { join, upFrom } from './paths.ts';
import { moduleOf } from './project-names.ts';
import { readProcfile } from './processes/procfile.ts';
import { serverCommand } from './server/server-command.ts';
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

/**
 * Whether the project serves ASGI by a process of its own, beside that of its site: a line of the Procfile for it, targets of the
 * Makefile for both, or commands in other files, of which another starts a server for WSGI or Django's own.
 */
export function servesAsgiBeside(code: ProjectCode): boolean {
  const [projectDir = '.'] = code.importRoots;
  const serves = (command: Pick<OwnCommand, 'server' | 'application'> | undefined): boolean => {
    const value = command === undefined ? undefined : asgiOf(command);
    const source = value === undefined ? undefined : code.source(code.fileOf(value.module) ?? '');
    return source !== undefined && isDjangoServer(source);
  };
  const lines = readProcfile(code.files, projectDir)?.lines ?? [];
  if (lines.some(({ name, command }) => name !== 'web' && serves(serverCommand(command)))) return true;
  const targets = makeTargets(code, projectDir);
  if (targets.some(serves) && targets.some((each) => asgiOf(each) === undefined)) return true;
  const commands = ownCommands(code.files, projectDir);
  const [first] = commands.filter(serves);
  if (first === undefined) return false;
  const text = 'file' in first.origin ? (code.files.readText(first.origin.file) ?? '') : '';
  return commands.some((each) => asgiOf(each) === undefined) || /manage\.py["', ]+runserver/.test(text);
}

/** Servers that recipes of the Makefile start, beside manage.py or above it; their application bears any name. */
function makeTargets(code: ProjectCode, projectDir: string): readonly Pick<OwnCommand, 'server' | 'application'>[] {
  const text = upFrom(projectDir)
    .map((folder) => code.files.readText(join(folder, 'Makefile') ?? ''))
    .find((each) => each !== undefined);
  return [...(text ?? '').matchAll(/^\t[@-]*(.+)$/gm)]
    .map(([, line = '']) => serverCommand(line))
    .flatMap((each) => (each === undefined ? [] : [withoutLayer(each)]));
}

function withoutLayer({ server, application }: Pick<OwnCommand, 'server' | 'application'>) {
  return application === undefined ? { server } : { server, application: application.replace(/:channel_layer$/, '') };
}

function asgiOf({ server, application }: Pick<OwnCommand, 'server' | 'application'>): Application | undefined {
  const [module = '', callable = 'application'] = (application ?? '').split(':');
  // What daphne was given by channels before version 2 is no ASGI application.
  if (callable === 'channel_layer') return undefined;
  const isAsgi = /^(uvicorn|daphne|hypercorn)$/.test(server) || module.split('.').at(-1) === 'asgi';
  return isAsgi && module !== '' ? { interface: 'asgi', module, callable } : undefined;
}

/**
 * The WSGI application that a command of the project itself serves: a module of its own that serves Django, with these
 * settings or with those that are set elsewhere.
 */
export function commandedWsgi(code: ProjectCode, settingsModule: string): Commanded | undefined {
  const [projectDir = '.'] = code.importRoots;
  for (const command of ownCommands(code.files, projectDir)) {
    const value = withModule(code, wsgiOf(command));
    const file = value === undefined ? undefined : code.fileOf(value.module);
    const source = file === undefined ? undefined : code.source(file);
    if (value === undefined || source === undefined || !isDjangoServer(source)) continue;
    const named = namedSettings(source).map(({ module }) => module);
    if (named.length > 0 && !named.includes(settingsModule)) continue;
    return { value, origin: command.origin, why: `${place(command.origin)} serves it` };
  }
  return undefined;
}

/** uWSGI takes a file, by its path where the project lies elsewhere: the longest end of it that is a file here. */
function withModule(code: ProjectCode, value: Application | undefined): Application | undefined {
  if (value === undefined || !value.module.endsWith('.py')) return value;
  const parts = value.module.split('/');
  const ends = parts.map((_, index) => parts.slice(index).join('/'));
  const [projectDir = '.'] = code.importRoots;
  const named = [...ends, ...ends.map((end) => join(projectDir, end) ?? end)];
  const path = named.find((each) => code.files.readText(each) !== undefined);
  return path === undefined ? undefined : { ...value, module: moduleOf(code, path) };
}

function wsgiOf(command: OwnCommand): Application | undefined {
  const [module = '', callable = 'application'] = (command.application ?? '').split(':');
  const isWsgi =
    /^(gunicorn|uwsgi|granian)$/.test(command.server) && !command.arguments.some((word) => /uvicorn|asgi/i.test(word));
  return isWsgi && module !== '' && asgiOf(command) === undefined ? { interface: 'wsgi', module, callable } : undefined;
}

const FOR_ASGI: ReadonlySet<string> = new Set(['uvicorn', 'hypercorn', 'daphne']);
const FOR_WSGI =
  /^(gunicorn|granian|(py)?uwsgi|waitress|mod-wsgi(-standalone)?|cheroot|cherrypy|bjoern|meinheld|channels)$/;

/** The server for ASGI alone that a project requires, where it requires no other and none of its commands starts one: what else would it be for? */
export function requiredForAsgi(code: ProjectCode, requirements: readonly Requirement[]): Requirement | undefined {
  const [projectDir = '.'] = code.importRoots;
  const server = requirements.find(({ name }) => FOR_ASGI.has(name));
  const isAlone = server !== undefined && !requirements.some(({ name }) => FOR_WSGI.test(name));
  return isAlone && ownCommands(code.files, projectDir).length === 0 ? server : undefined;
}
