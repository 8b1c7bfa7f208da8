import type { Problem } from '../problems.ts';
import type { Fact } from '../values/fact.ts';
import type { Dependencies } from '../values/layout.ts';
import { place } from '../values/place.ts';
import { normalizedName } from './dependencies/requirement.ts';
import type { FoundImports } from './environment/find-environment.ts';
import { pythonFiles } from './files-by-kind.ts';
import { bringsNoApp, broughtBy } from './guessed/brings-no-app.ts';
import { distributionOf } from './guessed/distributions.ts';
import { isStandardLibrary } from './guessed/standard-library.ts';
import { removedNote } from './removed-note.ts';
import { join } from './paths.ts';
import { hasTop, type ProjectCode } from './project-code.ts';

/** What is imported before the site starts. */
export interface Started {
  readonly imports: FoundImports;
  readonly apps: readonly Fact<string>[];
}

/** What is known to go wrong with the imports of manage.py, the settings and the application, and of the apps that are installed. */
export function importNotes(
  code: ProjectCode,
  { imports: { lacking, foreign, ofDjango }, apps }: Started,
  dependencies: Dependencies,
): readonly Problem[] {
  const own = [
    ...lacking,
    ...foreign.filter(({ value }) => isOwnByName(value, dependencies)),
    ...apps.filter(({ value }) => isLacking(code, value)),
  ];
  const modules = firsts(own).map(({ value, origin }) => ({ module: value, where: place(origin) }));
  const named = apps
    .map(({ value, origin }) => ({ value: value.split('.')[0] ?? '', origin }))
    .filter(({ value }) => !hasTop(code, value));
  const all = isComplete(dependencies);
  const wanted = (facts: readonly Fact<string>[]) => firsts(facts).flatMap((each) => notRequired(each, dependencies));
  const imported = all ? wanted(foreign) : [];
  const installed = all || bringsNoOther(dependencies) ? wanted(named) : [];
  const missing = [
    ...imported,
    ...installed.filter(({ module }) => !imported.some((each) => each.module === module) && !isVendored(code, module)),
  ];
  const removed = removedNote(ofDjango, dependencies);
  const file = dependencies.lock ?? dependencies.files[0] ?? '';
  return [
    ...(modules.length > 0 ? [{ code: 'settings-import-missing' as const, modules }] : []),
    ...(missing.length > 0 ? [{ code: 'import-not-required' as const, file, missing }] : []),
    ...removed,
  ];
}

/** Each value at the first place of it. */
function firsts(facts: readonly Fact<string>[]): readonly Fact<string>[] {
  return facts.filter(({ value }, index) => facts.findIndex((each) => each.value === value) === index);
}

/** An app in a package of the project (`shop.orders`, `shop.orders.apps.OrdersConfig`) that is not there. */
function isLacking(code: ProjectCode, app: string): boolean {
  const parts = app.split('.');
  const module = /^[A-Z]/.test(parts.at(-1) ?? '') ? parts.slice(0, -1).join('.') : app;
  return module.includes('.') && isOwn(code, parts[0] ?? '') && !isThere(code, module);
}

/** A package, or a folder of Python beside manage.py: one elsewhere may be called like a package that is installed. */
function isOwn(code: ProjectCode, top: string): boolean {
  const folder = join(code.importRoots[0] ?? '.', top);
  return code.fileOf(top) !== undefined || pythonFiles(code.files).some(({ path }) => path.startsWith(`${folder}/`));
}

/** A folder without `__init__.py` is a package too, and what lies behind a link may hold anything. */
function isThere(code: ProjectCode, module: string): boolean {
  const { files, importRoots } = code;
  const below = module.split('.');
  return (
    code.fileOf(module) !== undefined ||
    importRoots.some((root) =>
      below.some((_, index) => {
        const kind = files.entry(join(root, below.slice(0, index + 1).join('/')) ?? '')?.kind;
        return kind === 'symlink' || (kind === 'directory' && index === below.length - 1);
      }),
    )
  );
}

/** A package of that name lies somewhere in the tree, from where the code may take it. */
function isVendored({ files }: ProjectCode, name: string): boolean {
  return files.list.some(({ path }) => path.endsWith(`/${name}/__init__.py`) || path.endsWith(`/${name}.py`));
}

const OWN_NAMES =
  /^(local|my|private|secret|site|deploy|production)_?(settings?|config|conf)$|^(settings|config)_?(local|secrets?)$|^(settings?|secrets?|credentials?|passwords?)(_\w+)?$/i;

/**
 * `from local_settings import *` beside manage.py: what everybody who installs the site writes, and git ignores, by its
 * name; unless a requirement is called so.
 */
function isOwnByName(module: string, { requirements }: Dependencies): boolean {
  if (!OWN_NAMES.test(module)) return false;
  if (isStandardLibrary(module) || distributionOf(module) !== undefined) return false;
  return !requirements.some(({ name }) => name.includes(normalizedName(module)));
}

/** What the image has whatever is required. */
const ALWAYS_THERE = 'whitenoise';

/** A module that we know the distribution of, and nothing that is installed is called like it. */
function notRequired({ value, origin }: Fact<string>, { requirements, offered }: Dependencies) {
  const distribution = distributionOf(value);
  if (distribution === undefined || value === ALWAYS_THERE) return [];
  const [name, module] = [distribution.replace(/\[.*/, ''), normalizedName(value)].map(normalizedName);
  const isRequired = requirements.some(
    (each) => each.name === name || each.name.includes(module ?? '') || broughtBy(each.name) === name,
  );
  const group = offered.find(({ brings }) => brings.includes(name ?? ''));
  const option = group === undefined ? {} : { option: `--${group.kind} ${group.name}` };
  return isRequired ? [] : [{ module: value, distribution, where: place(origin), ...option }];
}

/** All that is required, to the last of it, is known to need no other app. */
function bringsNoOther({ manager, requirements, localPaths }: Dependencies): boolean {
  const isKnown = !/^(none|conda)$/.test(manager) && localPaths.length === 0;
  return (
    isKnown &&
    requirements.length > 0 &&
    requirements.every(({ name, extras = [] }) => extras.length === 0 && bringsNoApp(name))
  );
}

/** Of a lock, or written by `pip freeze`: nobody writes down by hand what Django itself needs. */
function isComplete({ requirements }: Dependencies): boolean {
  return (
    requirements.some(({ name }) => name === 'sqlparse') && requirements.every(({ version }) => version !== undefined)
  );
}
