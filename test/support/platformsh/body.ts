import { Refused } from './api.ts';

type Kind = 'string' | 'boolean' | 'number' | 'list' | 'object';

/** The body of a request, once it was found to hold these fields and no others; a name with "?" may be absent or null. */
export function bodyOf<T>(body: unknown, fields: Readonly<Record<string, Kind>>): T {
  if (typeof body !== 'object' || body === null) throw new Refused(400, 'a JSON object is wanted');
  const wrong = Object.entries(fields).filter(([name, kind]) => {
    const value = (body as Record<string, unknown>)[name.replace('?', '')];
    return value === undefined || value === null ? !name.endsWith('?') : kindOf(value) !== kind;
  });
  const known = Object.keys(fields).map((name) => name.replace('?', ''));
  const unknown = Object.keys(body).filter((name) => !known.includes(name));
  if (wrong.length + unknown.length === 0) return body as T;
  const detail = Object.fromEntries([
    ...wrong.map(([name, kind]) => [name.replace('?', ''), `${kind} wanted`]),
    ...unknown.map((name) => [name, 'Extra field']),
  ]) as Record<string, string>;
  throw new Refused(400, 'Bad Request', { status: 'error', code: 400, message: 'Bad Request', detail });
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}
