import type { Considered } from '../values/considered.ts';
import type { Fact } from '../values/fact.ts';
import type { Application, Requirement } from '../values/layout.ts';
import { commandedAsgi, commandedWsgi, requiredForAsgi, servesAsgiBeside } from './application-commands.ts';
import { asgiFault, installedApp, isAsgiFile, routerFault, routes } from './application-asgi.ts';
import { isDjangoServer, serverOf } from './application-file.ts';
import { workerForAsgi } from './application-worker.ts';
import { namedSettings } from './named-settings.ts';
import { folderOf, nameOf } from './paths.ts';
import type { ProjectCode } from './project-code.ts';
import { moduleOf } from './project-names.ts';
import { boundNames, importsOf } from './python-imports.ts';
import { originOf, type PythonSource } from './python-source.ts';
import { stringsOf, valuesOf } from './python-strings.ts';
import { settingValues } from './settings-code.ts';
import { pythonFiles } from './files-by-kind.ts';

type Interface = Application['interface'];
const asgiServers = new Set(['channels', 'daphne', 'uvicorn', 'hypercorn', 'uvicorn-worker', 'granian']);

/** The object a server imports, and what else it could have been. */
export interface FoundApplication {
  readonly application: Fact<Application>;
  readonly considered: readonly Considered[];
}

/**
 * The object a server imports. WSGI_APPLICATION or ASGI_APPLICATION of the settings when its module is there (ASGI of
 * the two only when the project installs an ASGI server or channels, or when its own command serves it; an asgi.py that they do not
 * name where a manifest that people write requires a server for ASGI and no other, or beside which a worker of uvicorn's is made); before WSGI_APPLICATION another
 * module that the project's own command serves with these settings; else wsgi.py, then asgi.py, beside the settings,
 * around them, beside manage.py, or the only one that serves Django; else Django's own `get_wsgi_application()`.
 */
export function findApplication(
  code: ProjectCode,
  settingsModule: string,
  sources: readonly PythonSource[],
  requirements: readonly Requirement[],
  isAuthored = false,
): FoundApplication {
  const considered: Considered[] = [];
  const reject = (value: string, origin: Considered['origin'], why: string): undefined => {
    considered.push({ fact: 'application', value, origin, why });
  };
  const named = fromSettings(code, sources, 'asgi', reject);
  const set = fromSettings(code, sources, 'wsgi', reject);
  const wsgi = wsgiOf(code, settingsModule, set, reject);
  const commanded = named === undefined && wsgi !== undefined ? commandedAsgi(code) : undefined;
  const unnamed = () => routed(code, settingsModule, wsgi) ?? required(code, settingsModule, isAuthored, requirements);
  const asgi = named === undefined ? (commanded ?? unnamed()) : setUp(code, named, settingsModule, reject);
  if (asgi === undefined || wsgi === undefined) {
    const other = (): Fact<Application> | undefined =>
      beside(code, settingsModule, 'asgi', reject) ?? elsewhere(code, settingsModule, reject);
    return { application: wsgi ?? asgi ?? other() ?? djangos(), considered };
  }
  const server = requirements.find(({ name }) => asgiServers.has(name)) ?? installedApp(sources);
  // Settings that name the ASGI application only have chosen already.
  const isOpen = server === undefined && commanded === undefined && (named === undefined || set !== undefined);
  // The image makes up for a fault, but a project that serves ASGI by a process beside its site has its reason.
  const fault = !isOpen && servesAsgiBeside(code) ? faultOf(code, [asgi, named], requirements) : undefined;
  if (isOpen || fault !== undefined) {
    reject(shown(asgi.value), asgi.origin, isOpen ? 'no ASGI server is installed' : (fault ?? ''));
    return { application: wsgi, considered };
  }
  if (commanded !== undefined) {
    reject(shown(wsgi.value), wsgi.origin, commanded.why.replace('serves it', `serves ${shown(asgi.value)}`));
    return { application: commanded, considered };
  }
  const reason = server === undefined ? 'the settings name it alone' : `${server.name} is installed`;
  reject(shown(wsgi.value), wsgi.origin, reason);
  const why = `${asgi.why ?? 'both are there'}; ${reason}`;
  return { application: { ...asgi, why }, considered };
}

/** What the settings name, or what lies beside them; before both, another that the project's own command serves. */
function wsgiOf(code: ProjectCode, settingsModule: string, set: Fact<Application> | undefined, reject: Reject) {
  const usual = set ?? beside(code, settingsModule, 'wsgi', reject);
  const commanded = commandedWsgi(code, settingsModule);
  if (commanded === undefined || commanded.value.module === usual?.value.module) return usual;
  if (usual !== undefined)
    reject(shown(usual.value), usual.origin, commanded.why.replace('serves it', `serves ${shown(commanded.value)}`));
  return commanded;
}

/** Of what is served, or of what it hands over to: an asgi.py of channels serves what ASGI_APPLICATION names. */
function faultOf(
  code: ProjectCode,
  applications: readonly (Fact<Application> | undefined)[],
  requirements: readonly Requirement[],
): string | undefined {
  const [served, named] = applications;
  const own = served === undefined ? undefined : asgiFault(code, served.value, requirements);
  if (own !== undefined || named === undefined || named === served) return own;
  return routerFault(code, named.value, requirements);
}

/** asgi.py that routes web sockets, where the settings do not name it. */
function routed(code: ProjectCode, settingsModule: string, wsgi: Fact<Application> | undefined) {
  if (wsgi === undefined) return undefined;
  const found = candidates(settingsModule, 'asgi')
    .filter((module) => routes(code, module))
    .map((module) => fromModule(code, module, 'asgi'))
    .find((each) => each !== undefined);
  return found === undefined ? undefined : { ...found, why: 'it routes more than HTTP' };
}

/** asgi.py beside the settings, where the only server that is required, or a worker of the project's own, serves nothing else. */
function required(code: ProjectCode, settingsModule: string, isAuthored: boolean, all: readonly Requirement[]) {
  const found = beside(code, settingsModule, 'asgi', () => undefined);
  if (found === undefined) return undefined;
  const worker = workerForAsgi(code, found.value.module);
  if (worker !== undefined) return { ...found, why: `${worker} makes a worker of uvicorn's` };
  const server = isAuthored ? requiredForAsgi(code, all) : undefined;
  return server === undefined ? undefined : { ...found, why: 'both are there' };
}

type Reject = (value: string, origin: Considered['origin'], why: string) => undefined;

function shown({ module, callable }: Application): string {
  return `${module}:${callable}`;
}

function fromSettings(
  code: ProjectCode,
  sources: readonly PythonSource[],
  kind: Interface,
  reject: Reject,
): Fact<Application> | undefined {
  for (const { source, value } of settingValues(sources, `${kind.toUpperCase()}_APPLICATION`)) {
    const [path] = stringsOf(source, value);
    const [, module = '', callable = ''] = /^(.+)\.(\w+)$/.exec(path ?? '') ?? [];
    if (code.fileOf(module) !== undefined) {
      return { value: { interface: kind, module, callable }, origin: originOf(source, value) };
    }
    if (module !== '') reject(`${module}:${callable}`, originOf(source, value), 'its module has no file');
  }
  return undefined;
}

/**
 * channels takes any module as ASGI_APPLICATION, since it sets Django up itself, as the image does; a server of the project's
 * own imports it bare. So an asgi.py that sets Django up for channels is what was meant, before a `routing.application`.
 */
function setUp(code: ProjectCode, named: Fact<Application>, settingsModule: string, reject: Reject): Fact<Application> {
  if (isAsgiFile(named.value)) return named;
  const file = candidates(settingsModule, 'asgi')
    .filter((module) => routes(code, module))
    .map((module) => fromModule(code, module, 'asgi'))
    .find((each) => each !== undefined);
  if (file === undefined || file.value.module === named.value.module) return named;
  reject(shown(named.value), named.origin, `it leaves it to others to set Django up; ${shown(file.value)} does it`);
  return { ...file, why: `it sets Django up for ${shown(named.value)}` };
}

function beside(code: ProjectCode, settingsModule: string, kind: Interface, reject: Reject) {
  return candidates(settingsModule, kind)
    .map((module) => fromModule(code, module, kind, reject))
    .find((each) => each !== undefined);
}

/** Modules of that name beside the settings and in the packages around them, then at the top. */
function candidates(settingsModule: string, kind: string): string[] {
  const parts = settingsModule.split('.').slice(0, -1);
  const around = parts.map((_, index) => [...parts.slice(0, parts.length - index), kind].join('.'));
  return [...around, kind];
}

/** The only wsgi.py (else asgi.py) below the folder of manage.py that serves these settings. */
function elsewhere(code: ProjectCode, settingsModule: string, reject: Reject): Fact<Application> | undefined {
  const [projectDir = '.'] = code.importRoots;
  const prefix = projectDir === '.' ? '' : `${projectDir}/`;
  for (const kind of ['wsgi', 'asgi'] as const) {
    const found = pythonFiles(code.files)
      .filter(({ path }) => path.startsWith(prefix) && nameOf(path) === `${kind}.py`)
      .filter(({ path }) => isImportable(code, path) && servesSettings(code, path, settingsModule))
      .map(({ path }) => fromModule(code, moduleOf(code, path), kind, reject))
      .filter((each) => each !== undefined);
    const [only] = found;
    if (only !== undefined && found.length === 1)
      return { ...only, why: `the only ${kind}.py that serves these settings` };
    for (const each of found) reject(shown(each.value), each.origin, `one of ${found.length}, and nothing names one`);
  }
  return undefined;
}

/** A wsgi.py of another service names settings of another package, or lies in one. */
function servesSettings(code: ProjectCode, path: string, settingsModule: string): boolean {
  const source = code.source(path);
  const names = source === undefined ? [] : namedSettings(source).map(({ module }) => module);
  const [top] = settingsModule.split('.');
  return (names.length > 0 ? names : [moduleOf(code, path)]).some((module) => module.split('.')[0] === top);
}

function isImportable(code: ProjectCode, path: string): boolean {
  return /^[\w./-]+$/.test(path) && code.fileOf(moduleOf(code, path)) === path && folderOf(path).split('/').length <= 4;
}

function fromModule(
  code: ProjectCode,
  module: string,
  kind: Interface,
  reject?: Reject,
): Fact<Application> | undefined {
  const file = code.fileOf(module);
  const source = file === undefined ? undefined : code.source(file);
  if (source === undefined || file === undefined) return undefined;
  if (!isDjangoServer(source)) return reject?.(module, { file }, `it is ${serverOf(source)}`);
  for (const callable of ['application', 'app']) {
    const [value] = valuesOf(source, callable);
    // An asgi.py may set Django up and take the object in from where it is put together: `from .routing import application`.
    const node = value ?? importsOf(source).find((each) => boundNames(each).includes(callable))?.node;
    if (node !== undefined) return { value: { interface: kind, module, callable }, origin: originOf(source, node) };
  }
  return undefined;
}

function djangos(): Fact<Application> {
  return {
    value: { interface: 'wsgi', module: 'django.core.wsgi', callable: 'get_wsgi_application()' },
    origin: 'default',
    why: 'the project has no wsgi.py and no asgi.py',
  };
}
