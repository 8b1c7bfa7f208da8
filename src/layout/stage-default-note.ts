import type { Problem } from '../problems.ts';
import { place } from '../values/place.ts';
import { literally } from './patterns.ts';
import type { ProjectCode } from './project-code.ts';
import type { PythonSource } from './python-source.ts';
import { serverFiles } from './server-files.ts';
import { stageOf } from './settings-stage.ts';

/** `ENVIRONMENT = os.getenv("DJANGO_ENV", "Development")`, with decouple, django-environ and environs too. */
const READ =
  /^(\w+)\s*(?::\s*\w+\s*)?=\s*(?:os\.environ\.get|os\.getenv|environ\.get|getenv|env|env\.str|config)\(\s*["'](\w+)["']\s*,\s*(?:default\s*=\s*)?["']([A-Za-z_-]+)["']/gm;

/**
 * A note on settings that choose by a variable, which says development where it is not set, as it is not in the image,
 * and that know a word for production: `if ENVIRONMENT == "Production":`.
 */
export function stageDefaultNote(code: ProjectCode, sources: readonly PythonSource[]): readonly Problem[] {
  for (const source of sources) {
    for (const { index, 1: name = '', 2: variable = '', 3: stage = '' } of source.text.matchAll(READ)) {
      if (
        !/^(dev|devel|develop|development|local)$/i.test(stage) ||
        /^DJANGO_(SETTINGS_MODULE|CONFIGURATION)$/.test(variable)
      )
        continue;
      const production = wordForProduction(sources, name);
      if (production === undefined || isSet(code, variable)) continue;
      const line = source.text.slice(0, index).split('\n').length;
      const where = place({ file: source.path, line });
      return [{ code: 'settings-stage-default', variable, stage, production, where }];
    }
  }
  return [];
}

/** What the settings compare the name with that means production. */
function wordForProduction(sources: readonly PythonSource[], name: string): string | undefined {
  const compared = new RegExp(
    String.raw`^(?!\s*#).*\b${literally(name)}(?:\.lower\(\))?\s*(?:==|!=|in|not in)\s*([^\n]*)`,
    'gm',
  );
  return sources
    .flatMap(({ text }) =>
      [...text.matchAll(compared)].flatMap(([, rest = '']) => [...rest.matchAll(/["'](\w+)["']/g)]),
    )
    .map(([, word = '']) => word)
    .find((word) => stageOf(word) === 'production');
}

/** wsgi.py or asgi.py sets it. */
function isSet(code: ProjectCode, variable: string): boolean {
  const says = new RegExp(String.raw`environ(?:\.setdefault\(|\[)\s*["']${literally(variable)}["']`);
  return serverFiles(code).some((file) => says.test(code.files.readText(file) ?? ''));
}
