import type { Considered } from '../values/considered.ts';
import type { Fact } from '../values/fact.ts';
import type { Application, Requirement } from '../values/layout.ts';
import { isDjangoServer, serverOf } from './application-file.ts';
import { namedSettings } from './named-settings.ts';
import { folderOf, nameOf } from './paths.ts';
import type { ProjectCode } from './project-code.ts';
import { moduleOf } from './project-names.ts';
import { originOf, type PythonSource } from './python-source.ts';
import { stringsOf, valuesOf } from './python-strings.ts';
import { settingValues } from './settings-code.ts';

type Interface = Application['interface'];
const asgiServers = new Set(['channels', 'daphne', 'uvicorn', 'hypercorn', 'uvicorn-worker', 'granian']);

/** The object a server imports, and what else it could have been. */
export interface FoundApplication {
  readonly application: Fact<Application>;
  readonly considered: readonly Considered[];
}

/**
 * The object a server imports. WSGI_APPLICATION or ASGI_APPLICATION of the settings when its module is there (ASGI of
 * the two only when the project installs an ASGI server or channels); else wsgi.py, then asgi.py, beside the settings,
 * around them, beside manage.py, or the only one that serves Django; else Django's own `get_wsgi_application()`.
 */
export function findApplication(
  code: ProjectCode,
  settingsModule: string,
  sources: readonly PythonSource[],
  requirements: readonly Requirement[],
): FoundApplication {
  const considered: Considered[] = [];
  const reject = (value: string, origin: Considered['origin'], why: string): undefined => {
    considered.push({ fact: 'application', value, origin, why });
  };
  const wsgi = fromSettings(code, sources, 'wsgi', reject);
  const named = fromSettings(code, sources, 'asgi', reject);
  const asgi = named === undefined ? routed(code, settingsModule, wsgi) : setUp(code, named, settingsModule, reject);
  const server = requirements.find(({ name }) => asgiServers.has(name)) ?? installedApp(sources);
  if (asgi !== undefined && wsgi !== undefined && !isAsgiFile(asgi.value) && !setsUp(code, asgi.value.module)) {
    reject(shown(asgi.value), asgi.origin, 'it does not set Django up, which a server other than channels needs');
    return { application: wsgi, considered };
  }
  if (asgi === undefined || wsgi === undefined) {
    return { application: wsgi ?? asgi ?? fromFiles(code, settingsModule, reject) ?? djangos(), considered };
  }
  if (server === undefined) {
    reject(shown(asgi.value), asgi.origin, 'no ASGI server is installed');
    return { application: wsgi, considered };
  }
  reject(shown(wsgi.value), wsgi.origin, `${server.name} is installed`);
  const why = `${asgi.why ?? 'both are set'}; ${server.name} is installed`;
  return { application: { ...asgi, why }, considered };
}

/** channels or daphne among the installed apps: manifests do not always tell all that is installed. */
function installedApp(sources: readonly PythonSource[]): Requirement | undefined {
  const apps = sources.map(({ text }) => /['"](channels|daphne)['"]/.exec(text)?.[1]);
  return apps.filter((name) => name !== undefined).map((name) => ({ name }))[0];
}

/** asgi.py that routes web sockets, where the settings name the WSGI application only. */
function routed(code: ProjectCode, settingsModule: string, wsgi: Fact<Application> | undefined) {
  if (wsgi === undefined) return undefined;
  const found = candidates(settingsModule, 'asgi')
    .filter((module) => routes(code, module))
    .map((module) => fromModule(code, module, 'asgi'))
    .find((each) => each !== undefined);
  return found === undefined ? undefined : { ...found, why: 'it routes more than HTTP' };
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
 * channels takes any module as ASGI_APPLICATION, since it sets Django up itself; another server imports it bare. So an
 * asgi.py that sets Django up for channels is taken before a `routing.application`.
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

function isAsgiFile({ module }: Application): boolean {
  return module.split('.').at(-1) === 'asgi';
}

function setsUp(code: ProjectCode, module: string): boolean {
  const text = code.files.readText(code.fileOf(module) ?? '') ?? '';
  return /\b(get_asgi_application|get_default_application|django\.setup|get_channel_layer)\b/.test(text);
}

/** Whether an asgi.py serves what channels routes. */
function routes(code: ProjectCode, module: string): boolean {
  const text = code.files.readText(code.fileOf(module) ?? '') ?? '';
  return /\b(ProtocolTypeRouter|get_default_application|routing)\b/.test(text);
}

function fromFiles(code: ProjectCode, settingsModule: string, reject: Reject): Fact<Application> | undefined {
  for (const kind of ['wsgi', 'asgi'] as const) {
    for (const module of candidates(settingsModule, kind)) {
      const found = fromModule(code, module, kind, reject);
      if (found !== undefined) return found;
    }
  }
  return elsewhere(code, settingsModule, reject);
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
    const found = code.files.list
      .filter(({ path }) => path.startsWith(prefix) && nameOf(path) === `${kind}.py`)
      .filter(({ path }) => isImportable(code, path) && namesSettingsOf(code, path, settingsModule))
      .map(({ path }) => fromModule(code, moduleOf(code, path), kind, reject))
      .filter((each) => each !== undefined);
    const [only] = found;
    if (only !== undefined && found.length === 1)
      return { ...only, why: `the only ${kind}.py that names these settings` };
    for (const each of found) reject(shown(each.value), each.origin, `one of ${found.length}, and nothing names one`);
  }
  return undefined;
}

/** A wsgi.py of another service names none, or those of another package. */
function namesSettingsOf(code: ProjectCode, path: string, settingsModule: string): boolean {
  const source = code.source(path);
  const top = settingsModule.split('.')[0];
  return source !== undefined && namedSettings(source).some(({ module }) => module.split('.')[0] === top);
}

function isImportable(code: ProjectCode, path: string): boolean {
  return /^[\w./]+$/.test(path) && code.fileOf(moduleOf(code, path)) === path && folderOf(path).split('/').length <= 4;
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
    if (value !== undefined) return { value: { interface: kind, module, callable }, origin: originOf(source, value) };
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
