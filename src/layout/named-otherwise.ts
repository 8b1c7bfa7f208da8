import type { Problem } from '../problems.ts';
import { place } from '../values/place.ts';
import type { ProjectCode } from './project-code.ts';
import { holdsSettings } from './settings-siblings.ts';
import type { Witness } from './settings-witnesses.ts';

/** The note on other settings that other places name than those of the image. */
export function disagreement(code: ProjectCode, chosen: string, others: readonly Witness[]): Problem {
  return {
    code: 'settings-named-otherwise',
    chosen,
    others: others.map((each) => ({ module: each.module, where: place(each.origin), ...lackOf(code, each) })),
  };
}

/** A package with an empty `__init__.py` is no settings: its modules are. */
function lackOf(code: ProjectCode, { module, exists }: Witness): { readonly lacks?: 'file' | 'settings' } {
  if (!exists) return { lacks: 'file' };
  return holdsSettings(code, module) ? {} : { lacks: 'settings' };
}
