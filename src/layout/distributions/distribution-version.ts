import { valid } from '@renovatebot/pep440';
import type { Fact } from '../../values/fact.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { followed, setupArgument } from '../dependencies/setup-call.ts';
import { parseIni } from '../dependencies/setup-cfg.ts';
import { at, lineOfKey, strings, tableOf, text } from '../dependencies/toml.ts';
import { folderOf, join } from '../paths.ts';
import { inManifests } from './in-manifests.ts';
import { versionImported, versionInFile, versionOfAttribute } from './version-in-code.ts';

/** What stands for a version that only a build makes (of a git tag, say): what setuptools itself takes for want of one. */
const UNKNOWN = '0.0.0';

/** The version of the distribution whose manifests lie in a folder; 0.0.0 where only a build makes it. */
export function distributionVersion(files: ProjectFiles, folder: string, name: string): Fact<string> {
  const made = 'its version is only made when it is built';
  return writtenVersion(files, folder, name) ?? { value: UNKNOWN, origin: manifestOf(files, folder), why: made };
}

/** The same as the manifests write it, or in the file or attribute that they say holds it; undefined where nothing does. */
export function writtenVersion(files: ProjectFiles, folder: string, name: string): Fact<string> | undefined {
  const readers = { 'pyproject.toml': inPyproject, 'setup.py': inSetupPy, 'setup.cfg': inSetupCfg };
  const found = inManifests(files, folder, readers).find(({ value }) => valid(value) !== null);
  if (found !== undefined) return found;
  const own = versionOfAttribute(files, folder, `${name.replaceAll(/[-.]/g, '_')}.__version__`);
  return own !== undefined && valid(own.value) !== null ? own : undefined;
}

function manifestOf(files: ProjectFiles, folder: string): Fact<string>['origin'] {
  const own = (_: ProjectFiles, path: string): string[] => [path];
  const [file] = inManifests(files, folder, { 'pyproject.toml': own, 'setup.py': own, 'setup.cfg': own });
  return file === undefined ? 'default' : { file };
}

function inPyproject(files: ProjectFiles, path: string): Fact<string>[] {
  const folder = folderOf(path);
  const table = tableOf(files, path);
  const tool = at(table, 'tool');
  const line = lineOfKey(files, path, 'version');
  const origin = line === undefined ? { file: path } : { file: path, line };
  const written = [at(table, 'project', 'version'), at(tool, 'poetry', 'version')].map(text);
  const dynamic = at(tool, 'setuptools', 'dynamic', 'version');
  const held = [
    ...oneOrMore(at(dynamic, 'file')),
    text(at(tool, 'hatch', 'version', 'path')),
    text(at(tool, 'pdm', 'version', 'path')),
    // Written by a tool that makes the version of a tag, when somebody has built it here before.
    text(at(tool, 'setuptools_scm', 'version_file')),
    text(at(tool, 'setuptools_scm', 'write_to')),
    text(at(tool, 'hatch', 'build', 'hooks', 'vcs', 'version-file')),
  ];
  const instead = [
    at(tool, 'setuptools_scm', 'fallback_version'),
    at(tool, 'hatch', 'version', 'fallback-version'),
    at(tool, 'pdm', 'version', 'fallback_version'),
  ];
  return [
    ...written.map((value) => ({ value, origin })),
    ...attribute(files, folder, text(at(dynamic, 'attr'))),
    ...held.flatMap((name) => inFile(files, folder, name)),
    ...flit(files, folder, table),
    ...instead.map((value) => ({ value: text(value), origin: { file: path }, why: 'stands for one that a tag makes' })),
  ];
}

/** flit takes it from the module that it packs. */
function flit(files: ProjectFiles, folder: string, table: unknown): Fact<string>[] {
  if (!text(at(table, 'build-system', 'build-backend')).startsWith('flit')) return [];
  const named = [at(table, 'tool', 'flit', 'module', 'name'), at(table, 'tool', 'flit', 'metadata', 'module')].map(
    text,
  );
  return named.filter((name) => name !== '').flatMap((name) => attribute(files, folder, `${name}.__version__`));
}

function inSetupCfg(files: ProjectFiles, path: string): Fact<string>[] {
  const folder = folderOf(path);
  const [value] =
    parseIni(files.readText(path) ?? '')
      .get('metadata')
      ?.get('version') ?? [];
  if (value === undefined) return [];
  const [, kind, rest] = /^(attr|file):\s*(.*)$/.exec(value) ?? [];
  if (kind === 'attr') return attribute(files, folder, rest ?? '');
  if (kind === 'file') return (rest ?? '').split(',').flatMap((name) => inFile(files, folder, name.trim()));
  const line = lineOfKey(files, path, 'version');
  return [{ value, origin: line === undefined ? { file: path } : { file: path, line } }];
}

/** Written there, or held by a file that is named there: `version=read("shop/__init__.py")`. */
function inSetupPy(files: ProjectFiles, path: string): Fact<string>[] {
  const folder = folderOf(path);
  const given = setupArgument(files, path, 'version');
  if (given === undefined) return [];
  const found = followed(given.source, given.node);
  const literal = found.filter(({ computed }) => !computed).map(({ text: value }) => value);
  return [
    ...literal.map((value) => ({ value, origin: { file: given.source.path } })),
    ...found.flatMap(({ text: name }) => inFile(files, folder, name)),
    ...[versionImported(files, given)].filter((each) => each !== undefined),
  ];
}

function attribute(files: ProjectFiles, folder: string, name: string): Fact<string>[] {
  const found = versionOfAttribute(files, folder, name);
  return found === undefined ? [] : [found];
}

function inFile(files: ProjectFiles, folder: string, name: string): Fact<string>[] {
  const path = name === '' ? undefined : join(folder, name);
  const found = path === undefined ? undefined : versionInFile(files, path);
  return found === undefined ? [] : [found];
}

function oneOrMore(value: unknown): string[] {
  return typeof value === 'string' ? [value] : strings(value);
}
