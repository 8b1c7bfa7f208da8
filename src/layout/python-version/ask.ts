import type { Origin } from '../../values/fact.ts';

/**
 * What asks for a Python. `pin`: one version (several of one file: the first is meant). `range`: what it may be. `hint`:
 * what a tool or a CI job is set to, believed when nothing else speaks.
 */
export interface Ask {
  readonly kind: 'pin' | 'range' | 'hint';
  readonly text: string;
  readonly origin: Origin;
}

/** Makes an ask of a line of a file. */
export function ask(kind: Ask['kind'], text: string, file: string, line?: number): Ask {
  return { kind, text, origin: { file, ...(line !== undefined && { line }) } };
}
