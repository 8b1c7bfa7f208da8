import type { Origin } from '../../values/fact.ts';
import { findAll, originOf, type PythonSource } from '../python-source.ts';
import { stringsOf } from '../python-strings.ts';

/** Where the settings name something: an app, a backend. Undefined when they do not. */
export function placeOfString(sources: readonly PythonSource[], pattern: RegExp): Origin | undefined {
  for (const source of sources) {
    const node = findAll(source.top, 'String').find((each) =>
      stringsOf(source, each).some((text) => pattern.test(text)),
    );
    if (node !== undefined) return originOf(source, node);
  }
  return undefined;
}
