import type { Problem } from '../problems.ts';
import { calleeOf, findAll, originOf, type PythonSource } from './python-source.ts';

/** A note on settings that dynaconf manages: it takes the place of django.conf.settings, and chooses an environment of its own. */
export function dynaconfNote(sources: readonly PythonSource[]): readonly Problem[] {
  for (const source of sources) {
    if (!source.text.includes('DjangoDynaconf')) continue;
    const call = findAll(source.top, 'CallExpression').find((each) => /\bDjangoDynaconf$/.test(calleeOf(source, each)));
    if (call === undefined) continue;
    const { file, line } = originOf(source, call);
    const switcher = /ENV_SWITCHER_FOR_DYNACONF\s*=\s*["'](\w+)["']/.exec(source.text)?.[1] ?? 'DJANGO_ENV';
    return [{ code: 'settings-by-dynaconf', file, line, switcher }];
  }
  return [];
}
