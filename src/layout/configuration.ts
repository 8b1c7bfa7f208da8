import type { Fact } from '../values/fact.ts';
import { namedFor } from './named-settings.ts';
import { findAll, originOf, textOf, type PythonSource } from './python-source.ts';
import { stageOf } from './settings-stage.ts';

/**
 * The class that django-configurations is to take from the settings: the one for production among them, when manage.py
 * names one for development; else what manage.py names. Undefined when manage.py names none.
 */
export function findConfiguration(
  managePy: PythonSource | undefined,
  sources: readonly PythonSource[],
): Fact<string> | undefined {
  const named = managePy === undefined ? undefined : namedFor(managePy, 'DJANGO_CONFIGURATION').at(-1);
  if (named === undefined) return undefined;
  const [production] = stageOf(named.module) === 'production' ? [] : sources.flatMap(productionClasses);
  if (production === undefined) return { value: named.module, origin: named.origin };
  return { ...production, why: `manage.py names ${named.module}; this class is for production` };
}

function productionClasses(source: PythonSource): Fact<string>[] {
  return findAll(source.top, 'ClassDefinition').flatMap((node) => {
    const name = node.getChild('VariableName');
    const value = name === null ? '' : textOf(source, name);
    return stageOf(value) === 'production' ? [{ value, origin: originOf(source, node) }] : [];
  });
}
