import type { Fact } from '../values/fact.ts';
import type { Application, Requirement } from '../values/layout.ts';
import type { ProjectCode } from './project-code.ts';
import { originOf, type PythonSource } from './python-source.ts';
import { stringsOf, valuesOf } from './python-strings.ts';
import { settingValues } from './settings-code.ts';

const asgiServers = new Set(['channels', 'daphne', 'uvicorn', 'hypercorn', 'uvicorn-worker']);

/**
 * The object a server imports. WSGI_APPLICATION or ASGI_APPLICATION of the settings when its module is there (ASGI of
 * the two only when the project installs an ASGI server or channels); else wsgi.py, then asgi.py, beside the settings,
 * beside manage.py; else Django's own `get_wsgi_application()`.
 */
export function findApplication(
  code: ProjectCode,
  settingsModule: string,
  sources: readonly PythonSource[],
  requirements: readonly Requirement[],
): Fact<Application> {
  const wsgi = fromSettings(code, sources, 'wsgi');
  const asgi = fromSettings(code, sources, 'asgi');
  if (asgi !== undefined && wsgi !== undefined) {
    const server = requirements.find(({ name }) => asgiServers.has(name));
    return server === undefined ? wsgi : { ...asgi, why: `both are set; ${server.name} is among the requirements` };
  }
  return wsgi ?? asgi ?? fromFiles(code, settingsModule) ?? djangos();
}

function fromSettings(
  code: ProjectCode,
  sources: readonly PythonSource[],
  kind: Application['interface'],
): Fact<Application> | undefined {
  for (const { source, value } of settingValues(sources, `${kind.toUpperCase()}_APPLICATION`)) {
    const [path] = stringsOf(source, value);
    const match = /^(.+)\.(\w+)$/.exec(path ?? '');
    const [, module = '', callable = ''] = match ?? [];
    if (code.fileOf(module) !== undefined) {
      return { value: { interface: kind, module, callable }, origin: originOf(source, value) };
    }
  }
  return undefined;
}

function fromFiles(code: ProjectCode, settingsModule: string): Fact<Application> | undefined {
  for (const kind of ['wsgi', 'asgi'] as const) {
    for (const module of candidates(settingsModule, kind)) {
      const file = code.fileOf(module);
      const found = file === undefined ? undefined : fromFile(code, file, module, kind);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Modules of that name beside the settings and in the packages around them, then at the top. */
function candidates(settingsModule: string, kind: string): string[] {
  const parts = settingsModule.split('.').slice(0, -1);
  const around = parts.map((_, index) => [...parts.slice(0, parts.length - index), kind].join('.'));
  return [...around, kind];
}

function fromFile(
  code: ProjectCode,
  file: string,
  module: string,
  kind: Application['interface'],
): Fact<Application> | undefined {
  const source = code.source(file);
  if (source === undefined) return undefined;
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
