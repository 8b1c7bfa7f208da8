import type { ProjectFiles } from '../../values/project-files.ts';
import { followed, setupArgument } from '../dependencies/setup-call.ts';
import { parseIni } from '../dependencies/setup-cfg.ts';
import { at, tableOf, text } from '../dependencies/toml.ts';
import { inManifests } from './in-manifests.ts';

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
const VALID = /^[a-z0-9]([\w.-]*[a-z0-9])?$/i;

/** What the manifests of a folder call the distribution that lies there; undefined where none says it. */
export function distributionName(files: ProjectFiles, folder: string): string | undefined {
  const readers = { 'pyproject.toml': inPyproject, 'setup.py': inSetupPy, 'setup.cfg': inSetupCfg };
  return inManifests(files, folder, readers).find((name) => VALID.test(name));
}

function inPyproject(files: ProjectFiles, path: string): string[] {
  const table = tableOf(files, path);
  const flit = at(table, 'tool', 'flit', 'metadata', 'dist-name');
  return [at(table, 'project', 'name'), at(table, 'tool', 'poetry', 'name'), flit].map(text);
}

function inSetupPy(files: ProjectFiles, path: string): string[] {
  const given = setupArgument(files, path, 'name');
  const found = given === undefined ? [] : followed(given.source, given.node);
  return found.filter(({ computed }) => !computed).map((each) => each.text);
}

function inSetupCfg(files: ProjectFiles, path: string): readonly string[] {
  return (
    parseIni(files.readText(path) ?? '')
      .get('metadata')
      ?.get('name') ?? []
  );
}
