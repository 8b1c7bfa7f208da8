import type { Fact } from '../../values/fact.ts';
import { originOf, textOf, type SyntaxNode } from '../python-source.ts';
import { readsOf, stringOf, type Place, type Value } from './values.ts';

/** What settings install because DEBUG comes out on. */
export interface DebugApps {
  readonly apps: readonly Fact<string>[];
  /** Variables whose absence turns DEBUG on. */
  readonly variables: readonly string[];
}

/** The apps that `if DEBUG:` added; undefined where it added none. */
export function debugApps(names: ReadonlyMap<string, Value> | undefined): DebugApps | undefined {
  const [debug, list] = [names?.get('DEBUG'), names?.get('INSTALLED_APPS')];
  const items = list?.kind === 'list' ? list.items : [];
  const apps = items.flatMap((item) => {
    const [value, at] = [stringOf(item), item.kind === 'constant' ? item.at : undefined];
    return value === undefined || at === undefined || !isByDebug(at)
      ? []
      : [{ value, origin: originOf(at.source, at.node) }];
  });
  const variables = [...new Set(debug === undefined ? [] : readsOf(debug).map(({ name }) => name))];
  return apps.length === 0 ? undefined : { apps, variables };
}

/** In the body of `if DEBUG:`, or of `if DEBUG and not TESTING:`. */
function isByDebug({ source, node }: Place): boolean {
  for (let inner: SyntaxNode = node; inner.parent !== null; inner = inner.parent) {
    const { parent, prevSibling } = inner;
    const isBody = inner.name === 'Body' && parent.name === 'IfStatement' && prevSibling !== null;
    if (isBody && /^\(?\s*DEBUG\b/.test(textOf(source, prevSibling))) return true;
  }
  return false;
}
