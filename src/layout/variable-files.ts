import type { ProjectFiles } from '../values/project-files.ts';
import { folderOf, nameOf, upFrom } from './paths.ts';
import { isSideFolder } from './side-folders.ts';
import { filesBesideCode } from './files-by-kind.ts';

/** A value that a file which is no code gives an environment variable. */
export interface NamedInFile {
  readonly module: string;
  readonly origin: { readonly file: string; readonly line: number };
  /** The `.env` that the project reads; another file of variables (an example, one for a machine); what says how it is run. */
  readonly kind: 'dotenv' | 'variables' | 'deployment';
}

const DEEPEST = 5;
/** `.env.example`, `env.sample`, `prod.env`, `.env.docker-compose`. */
const variableFile = /^(\.?env([._-].+)?|.+\.env(\.\w+)?)$/;
/** What builds or starts the project elsewhere: container files, platforms' files, process managers. */
const deploymentFile = new RegExp(
  [
    String.raw`(.+\.)?(Dockerfile|Containerfile)([.-].+)?`,
    String.raw`(docker-)?compose([.-].+)?\.ya?ml`,
    String.raw`Procfile([.-].+)?`,
    String.raw`fly([.-].+)?\.toml`,
    String.raw`(render|heroku|app|deploy(\.template)?|\.platform\.app|\.upsun\.app)\.ya?ml`,
    String.raw`(app|railway|captain-definition)(\.json)?`,
    String.raw`(nixpacks|railway)\.toml`,
    String.raw`(uwsgi|supervisord?).*\.(ini|conf)`,
    String.raw`.+\.service`,
    String.raw`(docker-)?(entry-?point|start|run|serve|gunicorn)[\w.-]*\.sh`,
  ]
    .map((each) => `^${each}$`)
    .join('|'),
  'i',
);

/**
 * What files beside the code name for an environment variable: `.env` in the folder of manage.py or above it, other
 * files of variables, and what says how the project is run. In that order, near the root first; not those of tests.
 */
export function namedInFiles(files: ProjectFiles, projectDir: string, variable: string): NamedInFile[] {
  const above = upFrom(projectDir);
  const order = ['dotenv', 'variables', 'deployment'];
  return candidatesIn(files)
    .map((path) => ({ path, kind: kindOf(path, above) }))
    .filter((each): each is { path: string; kind: NamedInFile['kind'] } => each.kind !== undefined)
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || depthOf(a.path) - depthOf(b.path))
    .flatMap(({ path, kind }) =>
      valuesIn(files.readText(path) ?? '', variable).map(({ module, line }) => ({
        module,
        origin: { file: path, line },
        kind,
      })),
    );
}

/** Files of variables that are no code and say nothing about how the project is run, near the root first; not those of tests. */
export function variableFiles(files: ProjectFiles): string[] {
  return candidatesIn(files)
    .filter((path) => kindOf(path, []) === 'variables')
    .toSorted((a, b) => depthOf(a) - depthOf(b));
}

/** Asked for several variables: a listing is gone through once. */
const candidates = new WeakMap<ProjectFiles, readonly string[]>();

function candidatesIn(files: ProjectFiles): readonly string[] {
  const known = candidates.get(files);
  if (known !== undefined) return known;
  const found = filesBesideCode(files)
    .filter(({ path, kind }) => kind === 'file' && kindOf(path, []) !== undefined && isNear(path))
    .map(({ path }) => path);
  candidates.set(files, found);
  return found;
}

function kindOf(path: string, above: readonly string[]): NamedInFile['kind'] | undefined {
  const name = nameOf(path);
  if (name === '.env') return above.includes(folderOf(path)) ? 'dotenv' : 'variables';
  if (variableFile.test(name) || path.startsWith('.envs/') || path.includes('/.envs/')) return 'variables';
  return deploymentFile.test(name) ? 'deployment' : undefined;
}

function depthOf(path: string): number {
  return path.split('/').length;
}

function isNear(path: string): boolean {
  return depthOf(path) <= DEEPEST && !path.split('/').slice(0, -1).some(isSideFolder);
}

const FURTHEST = 4;

/** `NAME=value`, `NAME: value`, `ENV NAME value`, `"NAME": {"value": "x"}`, and `key: NAME` with `value:` a few lines below. */
function valuesIn(text: string, variable: string): { module: string; line: number }[] {
  if (!text.includes(variable)) return [];
  const lines = text.split(/\r?\n/);
  const direct = new RegExp(
    String.raw`(?:^|[^\w])${variable}["']?(?:\s*[:=]\s*|\s+)(?:["']?\$\{${variable}:?-)?(?:\{\s*"value"\s*:\s*)?["']?([\w.-]+)`,
  );
  const key = new RegExp(String.raw`(key|name)["']?\s*:\s*["']?${variable}["']?\s*,?\s*$`);
  return lines.flatMap((content, index) => {
    // What is set for one command of a build, or is a comment, says nothing about how the project runs.
    if (/^\s*(#|\/\/|;|RUN\b)/.test(content)) return [];
    const module = key.test(content) ? valueBelow(lines, index) : direct.exec(content)?.[1];
    return module === undefined || !/^\w[\w.-]*\w$/.test(module) ? [] : [{ module, line: index + 1 }];
  });
}

/** The `value:` of the same entry of a list. */
function valueBelow(lines: readonly string[], index: number): string | undefined {
  const below = lines.slice(index + 1, index + 1 + FURTHEST);
  const next = below.findIndex((line) => /^\s*-\s/.test(line));
  const entry = next === -1 ? below : below.slice(0, next);
  return entry
    .map((line) => /^\W*value["']?\s*:\s*["']?([\w.-]+)/.exec(line)?.[1])
    .find((value) => value !== undefined);
}
