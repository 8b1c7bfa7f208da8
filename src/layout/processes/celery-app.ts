import type { Origin } from '../../values/fact.ts';
import { nameOf } from '../paths.ts';
import { projectCode, type ProjectCode } from '../project-code.ts';
import { moduleOf } from '../project-names.ts';
import {
  argumentsOf,
  calleeOf,
  childrenOf,
  findAll,
  functionsNamed,
  originOf,
  textOf,
  type PythonSource,
  type SyntaxNode,
} from '../python-source.ts';
import { certainValues, type Setting } from '../settings-code.ts';
import { isSideFolder } from '../side-folders.ts';
import { pythonFiles } from '../files-by-kind.ts';

/** The object that `celery -A` is given. */
export interface CeleryApp {
  /** `module:name`. */
  readonly target: string;
  readonly source: PythonSource;
  /** The call that makes it. */
  readonly call: SyntaxNode;
  readonly origin: Origin;
}

/** Settings that name the broker, with CELERY_ as namespace and without one. */
const brokers = ['CELERY_BROKER_URL', 'BROKER_URL', 'CELERY_BROKER'];

/** Files that a Celery application usually stands in: a project has thousands that it does not. */
const likely =
  /celery[^/]*(\/__init__|\/app|\/config)?\.py$|(^|\/)(workers?|tasks|app|background|queues?)(\/__init__)?\.py$/i;

/** The project's Celery application: the one that takes its configuration from Django, else the one in a file of that name. */
export function findCeleryApp(code: ProjectCode, settings: string): CeleryApp | undefined {
  const [projectDir = '.'] = code.importRoots;
  const home = homeOf(code, settings);
  const rank = ({ source }: CeleryApp): number =>
    (/django\.conf|autodiscover_tasks/.test(source.text) ? 0 : 4) +
    (/celery/i.test(source.path) ? 0 : 2) +
    (moduleBeside(code, source.path, home).startsWith(`${home.name}.`) ? 0 : 1);
  return pythonFiles(code.files)
    .filter(({ path, kind }) => kind === 'file' && likely.test(path) && isOfProject(code, path, projectDir))
    .flatMap(({ path }) => appIn(code, path, home) ?? [])
    .toSorted((a, b) => rank(a) - rank(b) || a.source.path.length - b.source.path.length)[0];
}

function isOfProject(code: ProjectCode, path: string, projectDir: string): boolean {
  if (nameOf(path).startsWith('test')) return false;
  const root = code.importRoots.find((each) => each !== '.' && path.startsWith(`${each}/`));
  // Beside a nested project others may lie, with applications of their own.
  if (root === undefined && projectDir !== '.') return false;
  const below = root === undefined ? path : path.slice(root.length + 1);
  return !below.split('/').slice(0, -1).some(isSideFolder);
}

/** The package of the settings, and the folder of the import path that it lies in. */
interface Home {
  readonly name: string;
  readonly root: string | undefined;
}

function homeOf(code: ProjectCode, settings: string): Home {
  const root = code.importRoots.find((each) => projectCode(code.files, [each]).fileOf(settings) !== undefined);
  return { name: settings.split('.')[0] ?? '', root };
}

/** Celery's own class, or one of the project's that is called after it: `CeleryApp(…)`, `TracedCelery(…)`. */
const MAKES = /(^|\.|[a-z])Celery(App)?$/;

function appIn(code: ProjectCode, path: string, home: Home): CeleryApp | undefined {
  if (!/Celery(App)?\s*\(/.test(code.files.readText(path) ?? '')) return undefined;
  const source = code.source(path);
  for (const statement of source === undefined ? [] : childrenOf(source.top)) {
    const [target, value] = [statement.firstChild, statement.lastChild];
    if (source === undefined || statement.name !== 'AssignStatement' || target === null || value === null) continue;
    const call = making(source, value);
    if (call === undefined) continue;
    const module = moduleBeside(code, path, home);
    return { target: `${module}:${textOf(source, target)}`, source, call, origin: originOf(source, statement) };
  }
  return undefined;
}

/** The call of Celery's class, or that in a function of the same file (`app = create_application()`). */
function making(source: PythonSource, value: SyntaxNode): SyntaxNode | undefined {
  if (value.name !== 'CallExpression') return undefined;
  const callee = calleeOf(source, value);
  if (MAKES.test(callee)) return value;
  const own = functionsNamed(source, callee).find(({ parent }) => parent === source.top);
  return own && findAll(own, 'CallExpression').find((call) => MAKES.test(calleeOf(source, call)));
}

/**
 * Where the folder of manage.py is a package too, or has another folder of the import path in it, a file is a module by two names,
 * and Python runs it for each: the one that begins as that of the settings is the one that the rest of the code imports, else the
 * one that is found in the same folder as the settings are.
 */
function moduleBeside(code: ProjectCode, path: string, { name: home, root }: Home): string {
  const usual = moduleOf(code, path);
  if (home === '' || usual.startsWith(`${home}.`)) return usual;
  const names = code.importRoots.map((each) => moduleOf({ ...code, importRoots: [each] }, path));
  const beside = names.find((name) => name.startsWith(`${home}.`) && code.fileOf(name) === path);
  if (beside !== undefined || root === undefined || root === '.' || !path.startsWith(`${root}/`))
    return beside ?? usual;
  return moduleOf({ ...code, importRoots: [root] }, path);
}

/** What says where the broker is: the application itself, then the settings. */
export function brokersOf(celery: CeleryApp, sources: readonly PythonSource[]): readonly Setting[] {
  return [...argumentOf(celery, 'broker'), ...certainValues(sources, brokers)];
}

/** What the call that makes the application gives by a name. */
export function argumentOf({ source, call }: CeleryApp, name: string): readonly Setting[] {
  const value = argumentsOf(source, call).named.get(name);
  return value === undefined ? [] : [{ source, value }];
}
