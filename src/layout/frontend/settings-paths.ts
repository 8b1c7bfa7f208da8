import type { Origin } from '../../values/fact.ts';
import { findAll, originOf, textOf, type PythonSource, type SyntaxNode } from '../python-source.ts';
import { stringsOf } from '../python-strings.ts';
import { settingValues } from '../settings-code.ts';

/** A text that a setting about files of the site holds, and where. */
export interface SettingsText {
  readonly text: string;
  readonly setting: string;
  readonly origin: Origin;
}

/** Settings that name folders and manifests of what is served. */
const SETTINGS = [
  'STATICFILES_DIRS',
  'TEMPLATES',
  'WHITENOISE_ROOT',
  'WEBPACK_LOADER',
  'DJANGO_VITE',
  'DJANGO_VITE_ASSETS_PATH',
  'DJANGO_VITE_MANIFEST_PATH',
];
const DEEPEST = 3;

/** The texts in those settings, and in the names that they are put together from. */
export function settingsPaths(sources: readonly PythonSource[]): readonly SettingsText[] {
  return SETTINGS.flatMap((setting) =>
    settingValues(sources, setting).flatMap(({ source, value }) => textsIn(sources, source, value, setting, DEEPEST)),
  );
}

function textsIn(
  sources: readonly PythonSource[],
  source: PythonSource,
  node: SyntaxNode,
  setting: string,
  deep: number,
): readonly SettingsText[] {
  const strings = findAll(node, 'String').flatMap((each) =>
    stringsOf(source, each).map((text) => ({ text, setting, origin: originOf(source, each) })),
  );
  const names = deep === 0 ? [] : [...new Set(findAll(node, 'VariableName').map((each) => textOf(source, each)))];
  const behind = names
    .filter((name) => /^[A-Z_]+$/.test(name) && name !== setting)
    .flatMap((name) =>
      settingValues(sources, name).flatMap((each) => textsIn(sources, each.source, each.value, setting, deep - 1)),
    );
  return [...strings, ...behind];
}
