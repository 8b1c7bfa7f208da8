import { overlayLines, type OverlayLine } from '../overlay-lines.ts';
import type { Database } from '../values/database.ts';
import type { FoundSetting, OverlayEffect } from '../values/layout.ts';
import { originOf, textOf, type PythonSource } from './python-source.ts';
import { stringsOf } from './python-strings.ts';
import { settingValues, type Setting } from './settings-code.ts';

/** What is known of the project besides the text of its settings. */
export interface Known {
  readonly database: Database;
  readonly staticFiles: boolean;
  /** Lines that the person switched off. */
  readonly skip: readonly string[];
}

/** What each line of the settings overlay will do to this project, and what it meets in the settings. Pure. */
export function overlayEffects(sources: readonly PythonSource[], known: Known): readonly OverlayEffect[] {
  return overlayLines.map((line) => effectOf(line, sources, known));
}

function effectOf(line: OverlayLine, sources: readonly PythonSource[], known: Known): OverlayEffect {
  const told = { line: line.name, does: line.does };
  if (known.skip.includes(line.name)) return { ...told, acts: 'skipped', found: [] };
  const found = foundBy(line, sources);
  const resting = found.find(({ setting }) => line.rests?.includes(setting) === true);
  if (resting !== undefined) return { ...told, acts: 'never', why: `the settings have ${resting.setting}`, found };
  const lacks = lacking(line, sources, known);
  if (lacks !== undefined) return { ...told, acts: 'never', why: lacks, found: [] };
  const special = specials[line.name]?.(sources);
  const acts = line.when === undefined ? 'always' : 'sometimes';
  return { ...told, acts, ...(line.when !== undefined && { when: line.when }), ...special, found };
}

/** Why there is nothing for the line to do here. */
function lacking({ needs }: OverlayLine, sources: readonly PythonSource[], known: Known): string | undefined {
  switch (needs) {
    case undefined:
      return undefined;
    case 'static-files':
      return known.staticFiles ? undefined : 'the project has no static files';
    case 'sqlite':
      return known.database === 'sqlite' ? undefined : `the database is ${known.database}`;
    case 'vite':
      return ['DJANGO_VITE', 'DJANGO_VITE_DEV_MODE'].some((name) => settingValues(sources, name).length > 0)
        ? undefined
        : 'the settings have nothing of django-vite';
    case 'log-files':
      return settingValues(sources, 'LOGGING').some(writesFiles) ? undefined : 'the settings have no LOGGING to a file';
    case 'media':
      return settingValues(sources, 'MEDIA_URL').length > 0 ? undefined : 'the settings have no MEDIA_URL';
  }
}

function foundBy(line: OverlayLine, sources: readonly PythonSource[]): readonly FoundSetting[] {
  const placed = (names: readonly string[] = [], stays: boolean): FoundSetting[] =>
    names.flatMap((setting) => {
      const [last] = settingValues(sources, setting);
      return last === undefined ? [] : [{ setting, origin: originOf(last.source, last.value), stays }];
    });
  const rests = (line.rests ?? []).filter((name) => line.sets?.includes(name) !== true);
  return [
    ...placed([...(line.sets ?? []), ...rests], true),
    ...placed(line.replaces, false),
    ...mentioned(line.mentions ?? [], sources),
  ];
}

/** Keys inside of dictionaries, and arguments of readers of URLs, are looked for as words. */
function mentioned(words: readonly string[], sources: readonly PythonSource[]): FoundSetting[] {
  return words.flatMap((setting) => {
    const pattern = new RegExp(String.raw`^[^#\n]*\b${setting}\b`, 'im');
    const small = setting.toLowerCase();
    for (const { path, text } of sources) {
      // Most texts hold nothing of it, which the pattern finds out line by line.
      const match = text.toLowerCase().includes(small) ? pattern.exec(text) : null;
      if (match === null) continue;
      return [{ setting, origin: { file: path, line: text.slice(0, match.index).split('\n').length }, stays: true }];
    }
    return [];
  });
}

/** Where LOGGING is put together elsewhere, nothing can be said. */
function writesFiles({ source, value }: Setting): boolean {
  return value.name !== 'DictionaryExpression' || textOf(source, value).includes('filename');
}

type Special = (sources: readonly PythonSource[]) => Partial<Pick<OverlayEffect, 'acts' | 'why'>> | undefined;

/** Lines whose effect hangs on the value that the settings give. */
const specials: Readonly<Record<string, Special>> = {
  debug: (sources) => {
    const values = settingValues(sources, 'DEBUG').map(shown);
    if (values.every((value) => value === 'False')) return { acts: 'never', why: 'DEBUG is off' };
    if (values.every((value) => /^(True|False)$/.test(value))) return undefined;
    const what = values[0] === 'False' ? 'DEBUG is an expression first' : 'DEBUG is an expression';
    return { why: `${what}: where it comes out True, branches on it have gone that way before` };
  },
  'secret-key': (sources) => {
    const [last] = settingValues(sources, 'SECRET_KEY');
    if (last === undefined) return { why: 'the settings have none' };
    const [text] = stringsOf(last.source, last.value);
    if (text === undefined) return { why: 'where it comes out empty or django-insecure-' };
    if (text === '' || text.startsWith('django-insecure-')) return undefined;
    return { acts: 'never', why: 'the settings have a SECRET_KEY of their own' };
  },
  'email-url': (sources) => {
    const backends = settingValues(sources, 'EMAIL_BACKEND').flatMap(({ source, value }) => stringsOf(source, value));
    const own = backends.find((each) => !each.startsWith('django.core.mail.'));
    return own === undefined ? undefined : { acts: 'never', why: `the settings send mail through ${own}` };
  },
  hosts: (sources) => {
    const [last] = settingValues(sources, 'ALLOWED_HOSTS');
    return last !== undefined && /^\[\s*(['"])\*\1\s*,?\s*\]$/.test(shown(last))
      ? {
          acts: 'never',
          why: 'ALLOWED_HOSTS = ["*"] takes every name, wrong ones too: leave it out, and the right ones are filled in',
        }
      : undefined;
  },
};

function shown({ source, value }: Setting): string {
  return textOf(source, value).trim();
}
