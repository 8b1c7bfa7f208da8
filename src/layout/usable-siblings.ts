import type { Considered } from '../values/considered.ts';
import { failureOf } from './failing-settings.ts';
import type { ProjectCode } from './project-code.ts';
import { originOf, textOf } from './python-source.ts';
import { productionSiblings } from './settings-siblings.ts';
import { stageOf } from './settings-stage.ts';
import type { Witness } from './settings-witnesses.ts';

/** Settings for production that fail whatever is set are nobody's, where others are there that could be meant. */
export function usableSiblings(code: ProjectCode, named: string, witnesses: readonly Witness[]) {
  const all = productionSiblings(code, named);
  const failing = all.flatMap((module) => failed(code, module));
  const siblings = all.filter((module) => !failing.some(({ value }) => value === module));
  const isMeant = ({ module, exists }: Witness): boolean =>
    exists && module !== named && !all.includes(module) && !/^(development|test)$/.test(stageOf(module));
  return siblings.length > 0 || witnesses.some(isMeant) ? { siblings, failing } : { siblings: all, failing: [] };
}

function failed(code: ProjectCode, module: string): Considered[] {
  const failure = failureOf(code, module);
  if (failure === undefined) return [];
  const { source, node } = failure;
  const why = `it fails whatever is set: ${textOf(source, node)}`;
  return [{ fact: 'productionSettingsModule', value: module, origin: originOf(source, node), why }];
}
