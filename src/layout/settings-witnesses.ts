import type { Considered } from '../values/considered.ts';
import type { Origin } from '../values/fact.ts';
import { namedSettings, SETTINGS_VARIABLE } from './named-settings.ts';
import { join } from './paths.ts';
import type { ProjectCode } from './project-code.ts';
import { projectNames } from './project-names.ts';
import { ownCommands } from './server/own-commands.ts';
import { namedInFiles } from './variable-files.ts';

/** A second place that names a settings module. */
export interface Witness {
  readonly module: string;
  readonly origin: Origin;
  /** Another branch of manage.py, the file of the server's application, or what says how the project is run elsewhere. */
  readonly kind: 'manage' | 'server' | 'deployment';
  /** The module has a file. */
  readonly exists: boolean;
}

/** What manage.py names in other branches, what wsgi.py, asgi.py and what else is served name, then what Dockerfiles, Procfiles and the like do. */
export function witnessesOf(code: ProjectCode, module: string, branches: readonly Considered[]): Witness[] {
  const [projectDir = '.'] = code.importRoots;
  const deployed = namedInFiles(code.files, projectDir, SETTINGS_VARIABLE)
    .filter(({ kind, module: each }) => kind === 'deployment' && code.fileOf(each) !== undefined)
    .map(({ module: each, origin }) => ({ module: each, origin, kind: 'deployment', exists: true }) as const);
  const alsoNamed = branches.map(({ value, origin }) => ({
    module: value,
    origin,
    kind: 'manage' as const,
    exists: code.fileOf(value) !== undefined,
  }));
  return [...alsoNamed, ...serverWitnesses(code, module), ...deployed];
}

/** wsgi.py and asgi.py near the settings, then the modules of other names that the project's own commands serve. */
function serverWitnesses(code: ProjectCode, module: string): Witness[] {
  const lookup = projectNames(code, []);
  return [...new Set([...serverFilesNear(code, module), ...servedFiles(code)])]
    .map((file) => code.source(file))
    .filter((source) => source !== undefined)
    .flatMap((source) => namedSettings(source, lookup))
    .map(({ module: each, origin }) => ({
      module: each,
      origin,
      kind: 'server',
      exists: code.fileOf(each) !== undefined,
    }));
}

/** `gunicorn project.heroku_wsgi`: its file. */
function servedFiles(code: ProjectCode): string[] {
  const [projectDir = '.'] = code.importRoots;
  return ownCommands(code.files, projectDir).flatMap(
    ({ application }) => code.fileOf(application?.split(':')[0] ?? '') ?? [],
  );
}

function serverFilesNear(code: ProjectCode, module: string): string[] {
  const parts = module.split('.').slice(0, -1);
  const packages = parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
  const folders = code.importRoots.flatMap((root) => [...packages, '.'].map((each) => join(root, each)));
  return [...new Set(folders.filter((each) => each !== undefined))].flatMap((folder) =>
    ['wsgi.py', 'asgi.py'].flatMap((name) => join(folder, name) ?? []),
  );
}
