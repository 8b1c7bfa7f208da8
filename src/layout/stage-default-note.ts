import type { Problem } from '../problems.ts';
import { place } from '../values/place.ts';
import { literally } from './patterns.ts';
import type { ProjectCode } from './project-code.ts';
import { moduleOf } from './project-names.ts';
import { absoluteModule, importsOf } from './python-imports.ts';
import type { PythonSource } from './python-source.ts';
import { serverFiles } from './server-files.ts';
import { stageOf } from './settings-stage.ts';

/** `ENVIRONMENT = os.getenv("DJANGO_ENV", "Development")`, with decouple, django-environ and environs too. */
const READ =
  /^(\w+)\s*(?::\s*\w+\s*)?=\s*(?:os\.environ\.get|os\.getenv|environ\.get|getenv|env|env\.str|config)\(\s*["'](\w+)["']\s*,\s*(?:default\s*=\s*)?["']([A-Za-z_-]+)["']/gm;
/** `ENVIRONMENT = os.getenv("DJANGO_ENV")`: nothing that a word for a stage is. */
const READ_OPEN =
  /^(\w+)\s*(?::\s*[\w |]+\s*)?=\s*(?:os\.environ\.get|os\.getenv|environ\.get|getenv)\(\s*["'](\w+)["']\s*\)/gm;

/** A variable that a name stands for, and what it counts as where it is not set. */
interface Read {
  readonly name: string;
  readonly variable: string;
  readonly stage: string | undefined;
  readonly where: string;
}

/**
 * A note on settings that choose by a variable, which says development, or nothing, where it is not set, as it is not in the image,
 * and that know a word for production: `if ENVIRONMENT == "Production":`.
 */
export function stageDefaultNote(code: ProjectCode, sources: readonly PythonSource[]): readonly Problem[] {
  const all = [...sources, ...importedBy(code, sources)];
  for (const { name, variable, stage, where } of all.flatMap(readsOf)) {
    const production = wordForProduction(all, name, stage === undefined ? IS : IS_OR_NOT);
    if (production === undefined || isSet(code, variable)) continue;
    return [{ code: 'settings-stage-default', variable, ...(stage !== undefined && { stage }), production, where }];
  }
  return [];
}

/** What the settings ask for their stage: a module of the project that only reads it. */
function importedBy(code: ProjectCode, sources: readonly PythonSource[]): readonly PythonSource[] {
  const paths = sources.flatMap((source) => {
    const own = moduleOf(code, source.path);
    return importsOf(source)
      .map(({ module }) => absoluteModule(own, source.path.endsWith('/__init__.py'), module) ?? module)
      .flatMap((module) => code.fileOf(module) ?? []);
  });
  return [...new Set(paths)]
    .filter((path) => sources.every((source) => source.path !== path))
    .filter((path) => /\b(getenv|environ)\b/.test(code.files.readText(path) ?? ''))
    .flatMap((path) => code.source(path) ?? []);
}

function readsOf(source: PythonSource): readonly Read[] {
  return [...source.text.matchAll(READ), ...source.text.matchAll(READ_OPEN)]
    .map(({ index, 1: name = '', 2: variable = '', 3: stage }) => {
      const line = source.text.slice(0, index).split('\n').length;
      return { name, variable, stage, where: place({ file: source.path, line }) };
    })
    .filter(({ stage, variable }) => {
      const isOfDevelopment = stage === undefined || /^(dev|devel|develop|development|local)$/i.test(stage);
      return isOfDevelopment && !/^DJANGO_(SETTINGS_MODULE|CONFIGURATION)$/.test(variable);
    });
}

const IS = '==|in';
const IS_OR_NOT = '==|!=|in|not in';

/** What the settings compare the name with that means production. */
function wordForProduction(sources: readonly PythonSource[], name: string, by: string): string | undefined {
  const compared = new RegExp(
    String.raw`^(?!\s*#).*?\b${literally(name)}(?:\.lower\(\))?\s*(?:${by})\s*([^\n]*)`,
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
