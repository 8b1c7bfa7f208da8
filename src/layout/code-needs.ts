import type { Fact } from '../values/fact.ts';
import type { CodeNeed } from '../values/layout.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { isLegacyTimeZone } from './legacy-time-zones.ts';
import { placeOfString } from './place-of-string.ts';
import { findAll, originOf, type PythonSource } from './python-source.ts';
import { stringsOf } from './python-strings.ts';
import { settingValues } from './settings-code.ts';

/** Strings of the settings, each by what Django then loads: an app, a database engine, or the scheme of a default address. */
const words: readonly (readonly [need: CodeNeed, pattern: RegExp, why: string])[] = [
  ['gis', /^django\.contrib\.gis(\.|$)|^(postgis|spatialite|mysqlgis):\/\//, 'GeoDjango loads GDAL and GEOS'],
  ['spatialite', /^django\.contrib\.gis\.db\.backends\.spatialite$|^spatialite:\/\//, 'the database is SpatiaLite'],
];

/**
 * What the project's own code needs of the system, beyond its requirements: GeoDjango, named anywhere in the settings;
 * a time zone by an old name; translations that are written and not compiled (*.po without its *.mo, which git is commonly told to ignore).
 * @param folders where Django looks for apps: the folder of manage.py and those that requirements make importable
 */
export function findCodeNeeds(
  files: ProjectFiles,
  sources: readonly PythonSource[],
  folders: readonly string[],
): readonly Fact<CodeNeed>[] {
  const named = words.flatMap(([value, pattern, why]) => {
    const origin = placeOfString(sources, pattern);
    return origin === undefined ? [] : [{ value, origin, why }];
  });
  return [...named, ...oldTimeZone(sources), ...messages(files, folders)];
}

/** Django looks for TIME_ZONE in the system's own folder of them, and loads no settings without. */
function oldTimeZone(sources: readonly PythonSource[]): readonly Fact<CodeNeed>[] {
  return settingValues(sources, 'TIME_ZONE')
    .flatMap(({ source, value }) => findAll(value, 'String').map((node) => ({ source, node })))
    .flatMap(({ source, node }) => stringsOf(source, node).map((name) => ({ name, origin: originOf(source, node) })))
    .filter(({ name }) => isLegacyTimeZone(name))
    .slice(0, 1)
    .map(({ name, origin }) => ({ value: 'time-zones', origin, why: `${name} is an old name of a time zone` }));
}

const MESSAGES = /(^|\/)LC_MESSAGES\/django(js)?\.po$/;

function messages(files: ProjectFiles, folders: readonly string[]): readonly Fact<CodeNeed>[] {
  const below = (path: string): boolean => folders.some((folder) => folder === '.' || path.startsWith(`${folder}/`));
  const source = files.list.find(
    ({ path, kind }) =>
      kind === 'file' &&
      path.endsWith('.po') &&
      MESSAGES.test(path) &&
      below(path) &&
      files.entry(path.replace(/po$/, 'mo')) === undefined,
  );
  if (source === undefined) return [];
  return [{ value: 'messages', origin: { file: source.path }, why: 'translations that are not compiled' }];
}
