import type { DistributionEntryPoint } from '../../values/local-distribution.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { followed, pairsOf, setupArgument } from '../dependencies/setup-call.ts';
import { parseIni } from '../dependencies/setup-cfg.ts';
import { at, entriesOf, tableOf, text } from '../dependencies/toml.ts';
import { inManifests } from './in-manifests.ts';

/** An object reference, `module.path:attribute`, with the extras that older ones have. */
const TARGET = /^([^\W\d]\w*(\.[^\W\d]\w*)*)(\s*:\s*[^\W\d][\w.]*)?\s*(\[.*\])?$/;

/**
 * The entry points that the manifests of a folder declare, whatever their group.
 * @see https://packaging.python.org/en/latest/specifications/entry-points/
 */
export function declaredEntryPoints(files: ProjectFiles, folder: string): DistributionEntryPoint[] {
  const readers = { 'pyproject.toml': inPyproject, 'setup.py': inSetupPy, 'setup.cfg': inSetupCfg };
  const all = inManifests(files, folder, readers).filter(isSound);
  const byName = new Map(all.toReversed().map((each) => [`${each.group} ${each.name}`, each]));
  return [...byName.values()].toReversed();
}

/** What could not be written as a line of entry_points.txt is nothing that could be installed. */
function isSound({ group, name, target }: DistributionEntryPoint): boolean {
  return group !== '' && name !== '' && !/[\n=[\]]/.test(name + group) && TARGET.test(target);
}

function inPyproject(files: ProjectFiles, path: string): DistributionEntryPoint[] {
  const table = tableOf(files, path);
  const groups: readonly (readonly [string, unknown])[] = [
    ['console_scripts', at(table, 'project', 'scripts')],
    ['gui_scripts', at(table, 'project', 'gui-scripts')],
    ...entriesOf(at(table, 'project', 'entry-points')),
    ['console_scripts', at(table, 'tool', 'poetry', 'scripts')],
    ...entriesOf(at(table, 'tool', 'poetry', 'plugins')),
    ['console_scripts', at(table, 'tool', 'flit', 'scripts')],
  ];
  return groups.flatMap(([group, entries]) =>
    entriesOf(entries).map(([name, value]) => ({ group, name, target: targetIn(value) })),
  );
}

/** Poetry also takes a table, which may name a file of the project instead. */
function targetIn(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return at(value, 'type') === 'file' ? '' : text(at(value, 'reference')) || text(at(value, 'callable'));
}

/** `entry_points={"console_scripts": ["shop = shop.cli:main"]}`, or the same as a text with sections. */
function inSetupPy(files: ProjectFiles, path: string): DistributionEntryPoint[] {
  const given = setupArgument(files, path, 'entry_points');
  if (given === undefined) return [];
  const pairs = pairsOf(given.source, given.node);
  if (pairs.length === 0) {
    const written = followed(given.source, given.node).filter(({ computed }) => !computed);
    return written.flatMap((each) => inSections(each.text));
  }
  return pairs.flatMap(({ name: group, value }) =>
    followed(value.source, value.node).flatMap((each) => (each.computed ? [] : lineOf(group, each.text))),
  );
}

/** `[console_scripts]`, and below it a line for each. Read as it stands: the names of commands have capitals and dashes. */
function inSections(written: string): DistributionEntryPoint[] {
  let group = '';
  return written.split(/\r\n|\r|\n/).flatMap((line) => {
    const section = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1];
    if (section !== undefined) group = section;
    return section === undefined && !/^\s*[#;]/.test(line) ? lineOf(group, line) : [];
  });
}

/** `[options.entry_points]`: a key for each group, a line for each of its entry points. */
function inSetupCfg(files: ProjectFiles, path: string): DistributionEntryPoint[] {
  const groups = parseIni(files.readText(path) ?? '').get('options.entry_points') ?? [];
  return [...groups].flatMap(([group, lines]) => lines.flatMap((line) => lineOf(group, line)));
}

function lineOf(group: string, line: string): DistributionEntryPoint[] {
  const [, name, target] = /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
  return name === undefined || target === undefined ? [] : [{ group, name, target }];
}
