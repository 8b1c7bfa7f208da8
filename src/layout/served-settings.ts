import type { ProjectCode } from './project-code.ts';
import { submodulesOfEmpty, takesOver, takesOverSame } from './settings-siblings.ts';
import { stageOf } from './settings-stage.ts';
import type { Witness } from './settings-witnesses.ts';

/**
 * What says how the site is served elsewhere, all of it the same, and more than manage.py does: settings that build on
 * those of manage.py (`prod` → `prod_docker`), a module of theirs, when they are a package that sets nothing, or, where these name no stage, others that wsgi.py names too.
 */
export function servedWith(code: ProjectCode, named: string, there: readonly Witness[]): Witness | undefined {
  const serving = there.filter((each) => isServing(each) && !/^(development|test|staging)$/.test(stageOf(each.module)));
  const [first, ...others] = serving;
  if (first === undefined || first.module === named || others.some(({ module }) => module !== first.module)) {
    return undefined;
  }
  const byServer = there.some(({ kind, module }) => kind === 'server' && module === first.module);
  const isMore =
    takesOver(code, first.module, named) ||
    takesOverSame(code, first.module, named) ||
    submodulesOfEmpty(code, named).includes(first.module);
  return isMore || (stageOf(named) === 'unknown' && byServer) ? first : undefined;
}

/** A Dockerfile or Procfile that names settings for development means them; compose files are often for development. */
export function isServing({ kind, origin }: Witness): boolean {
  return kind === 'deployment' && typeof origin === 'object' && 'file' in origin && !/compose[^/]*$/.test(origin.file);
}
