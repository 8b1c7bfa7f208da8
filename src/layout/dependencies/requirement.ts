import type { Requirement } from '../../values/layout.ts';

/** A distribution's name as PEP 503 normalises it. */
export function normalizedName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

/** Reads a requirement as PEP 508 writes it (`Django[argon2]==5.2.1 ; python_version > "3"`); undefined for anything else. */
export function parseRequirement(text: string): Requirement | undefined {
  const match = /^\s*([A-Za-z0-9][\w.-]*)\s*(\[[^\]]*\])?\s*(.*)$/.exec(text);
  const name = match?.[1];
  if (name === undefined) return undefined;
  const rest = (match?.[3] ?? '').split(';')[0]?.trim() ?? '';
  if (rest !== '' && !/^(@|\(|[=<>!~])/.test(rest)) return undefined;
  const version = /^\(?\s*===?\s*v?([^\s,*)]+)\s*\)?$/.exec(rest)?.[1];
  return { name: normalizedName(name), ...(version === undefined ? {} : { version }) };
}

/** Whether some requirement is Django or what brings it along (django-cms, wagtail). */
export function bringsDjango(requirements: readonly Requirement[]): boolean {
  return requirements.some(({ name }) => /(^|-)django|^(wagtail|mezzanine|saleor|netbox|pretix)/.test(name));
}
