import type { Origin } from '../values/fact.ts';
import { findAll, originOf, type PythonSource } from './python-source.ts';
import { stringsOf } from './python-strings.ts';

/** Where the settings name something: an app, a backend. Undefined when they do not. */
export function placeOfString(sources: readonly PythonSource[], pattern: RegExp): Origin | undefined {
  for (const source of sources.filter(({ text }) => loosely(pattern).test(text))) {
    const node = findAll(source.top, 'String').find((each) =>
      stringsOf(source, each).some((text) => pattern.test(text)),
    );
    if (node !== undefined) return originOf(source, node);
  }
  return undefined;
}

/** The pattern anywhere in a text: most files hold nothing of it, and looking at each string of them takes its time. */
function loosely(pattern: RegExp): RegExp {
  return new RegExp(pattern.source.replaceAll(/\^|\(\\\.\|\$\)|\$/g, ''));
}
