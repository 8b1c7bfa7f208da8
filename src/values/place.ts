import type { Origin } from './fact.ts';

/** Where a fact was read, for people. */
export function place(origin: Origin): string {
  if (origin === 'default') return 'default';
  if ('option' in origin) return origin.option;
  return origin.line === undefined ? origin.file : `${origin.file}:${origin.line}`;
}

/** Who says it: `manage.py` wherever it lies, else the file, else the option. */
export function sayer(origin: Origin): string {
  if (origin === 'default') return 'the default';
  if ('option' in origin) return origin.option;
  return origin.file.endsWith('/manage.py') ? 'manage.py' : origin.file;
}
