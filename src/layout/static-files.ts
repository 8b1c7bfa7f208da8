import type { Fact } from '../values/fact.ts';
import { findAll, originOf, type PythonSource } from './python-source.ts';
import { stringsOf } from './python-strings.ts';
import { settingValues } from './settings-code.ts';

const APP = 'django.contrib.staticfiles';

/**
 * Whether django.contrib.staticfiles is installed: named anywhere in the settings' files (lists are often put together
 * from several), or its configuration is, Django's or the project's own (as has_app of the overlay has it).
 */
export function findStaticFiles(sources: readonly PythonSource[]): Fact<boolean> {
  for (const source of sources) {
    const named = findAll(source.top, 'String').find((node) => stringsOf(source, node).some(isIt));
    if (named !== undefined) return { value: true, origin: originOf(source, named) };
  }
  const [apps] = settingValues(sources, 'INSTALLED_APPS');
  const origin = apps === undefined ? 'default' : originOf(apps.source, apps.value);
  return { value: false, origin, why: `${APP} is not in INSTALLED_APPS` };
}

/**
 * The path below which static files are asked for, with a slash at both ends: Django's default of the overlay where the
 * settings name none; undefined where they lie on another server, or reading does not tell.
 */
export function findStaticUrl(sources: readonly PythonSource[]): Fact<string> | undefined {
  const found = settingValues(sources, 'STATIC_URL');
  const [last] = found;
  if (last === undefined) return { value: '/static/', origin: 'default' };
  const texts = new Set(found.flatMap(({ source, value }) => stringsOf(source, value)));
  const [text] = texts;
  if (texts.size !== 1 || text === undefined || !/^\/?[\w.-]+(\/[\w.-]+)*\/$/.test(text)) return undefined;
  return { value: text.startsWith('/') ? text : `/${text}`, origin: originOf(last.source, last.value) };
}

function isIt(name: string): boolean {
  return name === APP || /^\w[\w.]*StaticFilesConfig$/.test(name);
}
