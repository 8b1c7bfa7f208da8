import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join } from '../paths.ts';
import type { Declared, DeclaredGroup } from './declared.ts';
import { withOwnExtras } from './own-extras.ts';
import { followed, pairsOf, setupArgument } from './setup-call.ts';
import { wantedFromText } from './wanted.ts';
import { wantedFromFiles } from './wanted-in-files.ts';

/**
 * What a setup.py asks for, read without running it: `install_requires` of its call of `setup`, followed through
 * variables, lists that are added, and functions; a requirements file whose name stands on that way is taken as a whole.
 */
export function setupPyDeclared(files: ProjectFiles, path: string): Declared {
  const given = setupArgument(files, path, 'install_requires');
  const found = given === undefined ? [] : followed(given.source, given.node);
  const from = found
    .filter(({ text }) => /\.(txt|in|pip)$/.test(text))
    .flatMap(({ text }) => join(folderOf(path), text) ?? [])
    .filter((each) => files.readText(each) !== undefined);
  const named = found.filter(({ computed }) => !computed);
  const project = setupArgument(files, path, 'name');
  const [name = ''] = project === undefined ? [] : followed(project.source, project.node).map(({ text }) => text);
  return {
    manager: 'setuptools',
    files: [path],
    wanted: from.length > 0 ? [] : named.flatMap(({ text }) => wantedFromText(text) ?? []),
    groups: extrasOf(files, path, name),
    from: [...new Set(from)],
    indexes: [],
  };
}

/** `extras_require`: each list by its name, followed as the requirements are. */
function extrasOf(files: ProjectFiles, path: string, project: string): DeclaredGroup[] {
  const given = setupArgument(files, path, 'extras_require');
  const extras = (given === undefined ? [] : pairsOf(given.source, given.node)).map(({ name, value }) => {
    const found = followed(value.source, value.node);
    const listed = found.map(({ text }) => text).filter((text) => /\.(txt|in|pip)$/.test(text));
    const named = found.filter(({ computed }) => !computed).flatMap(({ text }) => wantedFromText(text) ?? []);
    const read = wantedFromFiles(files, folderOf(path), listed);
    return { name, wanted: listed.length > 0 ? read : named };
  });
  return withOwnExtras(project, extras).map((each) => ({ ...each, kind: 'extra', byDefault: false }));
}
