import type { Problem } from '../problems.ts';
import type { Fact } from '../values/fact.ts';
import { place } from '../values/place.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { exampleOfFile } from './settings-example.ts';

/** What a bundler writes for the settings when a front end is built: it is there in the image. */
const OF_BUNDLER = /(stats|manifest|assets)[\w.-]*\.json$/i;

/** That the settings read files which the project does not have, and do not load without. */
export function filesAbsentNote(
  files: ProjectFiles,
  absent: readonly Fact<string>[],
  hasFrontend: boolean,
): readonly Problem[] {
  const lacking = absent.filter(({ value }) => !(hasFrontend && OF_BUNDLER.test(value)));
  const told = lacking.map(({ value: path, origin, why: by = '' }) => {
    const example = exampleOfFile(files, path);
    return { path, where: place(origin), by, ...(example !== undefined && { example }) };
  });
  return told.length === 0 ? [] : [{ code: 'settings-read-absent', files: told }];
}
