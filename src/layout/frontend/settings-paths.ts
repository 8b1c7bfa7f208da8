import type { Origin } from '../../values/fact.ts';
import {
  argumentsOf,
  calleeOf,
  findAll,
  originOf,
  textOf,
  type PythonSource,
  type SyntaxNode,
} from '../python-source.ts';
import { stringsOf } from '../python-strings.ts';
import { settingValues, type Setting } from '../settings-code.ts';

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

/** The texts in those settings, in what is added to them, and in the names that they are put together from. */
export function settingsPaths(sources: readonly PythonSource[]): readonly SettingsText[] {
  const added = sources.flatMap(additionsIn);
  return SETTINGS.flatMap((setting) =>
    [...settingValues(sources, setting), ...added.filter((each) => each.setting === setting)].flatMap(
      ({ source, value }) => textsIn(sources, source, value, setting, DEEPEST),
    ),
  );
}

/** What a file adds to a setting that it, or another file, wrote before. */
type Addition = Setting & { readonly setting: string };

const ADDED_TO = new RegExp(String.raw`^(${SETTINGS.join('|')})\b`);
const ADDS = new RegExp(String.raw`\b(${SETTINGS.join('|')})\s*(\[|\+=|\.(append|extend|insert)\()`);

/** `STATICFILES_DIRS += […]`, `STATICFILES_DIRS.append(…)`, `TEMPLATES[0]["DIRS"] = […]` and `TEMPLATES[0]["DIRS"].insert(0, …)`. */
function additionsIn(source: PythonSource): readonly Addition[] {
  if (!ADDS.test(source.text)) return [];
  const of = (target: string, values: readonly (SyntaxNode | null | undefined)[]): Addition[] => {
    const [, setting] = ADDED_TO.exec(target) ?? [];
    return setting === undefined
      ? []
      : values.flatMap((value) => (value === null || value === undefined ? [] : [{ source, value, setting }]));
  };
  const written = [
    ...findAll(source.top, 'UpdateStatement'),
    ...findAll(source.top, 'AssignStatement').filter(({ firstChild }) => firstChild?.name === 'MemberExpression'),
  ].flatMap(({ firstChild, lastChild }) => of(firstChild === null ? '' : textOf(source, firstChild), [lastChild]));
  const called = findAll(source.top, 'CallExpression').flatMap((call) => {
    const [, target = ''] = /^([^]*)\.(?:append|extend|insert)$/.exec(calleeOf(source, call)) ?? [];
    return of(target, argumentsOf(source, call).positional);
  });
  return [...written, ...called];
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
