import type { Requirement } from '../../values/layout.ts';

/** A distribution's name as PEP 503 normalises it. */
export function normalizedName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

/** Reads a requirement as PEP 508 writes it (`Django[argon2]==5.2.1 ; python_version > "3"`); undefined for anything else. */
export function parseRequirement(text: string): Requirement | undefined {
  const match = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?\s*(.*)$/.exec(text);
  const name = match?.[1];
  if (name === undefined) return undefined;
  const rest = (match?.[3] ?? '').split(';')[0]?.trim() ?? '';
  if (rest !== '' && !/^(@|\(|[=<>!~])/.test(rest)) return undefined;
  const extras = (match?.[2] ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return requirementOf(name, rest.startsWith('@') ? '' : rest, extras);
}

/** A requirement from its parts; the specifier is PEP 440's, empty for any version. */
export function requirementOf(name: string, specifier: string, extras: readonly string[] = []): Requirement {
  const bare = specifier.replaceAll(/[()\s]/g, '').replace(/,$/, '');
  const version = /^===?v?([^,*]+)$/.exec(bare)?.[1];
  return {
    name: normalizedName(name),
    ...(version === undefined ? {} : { version }),
    ...(version !== undefined || bare === '' ? {} : { specifier: bare }),
    ...(extras.length === 0 ? {} : { extras }),
  };
}

/** Tools named for Django that do not bring it. */
const tools = /^(pytest|pylint|flake8|sphinxcontrib)-django|^django-(upgrade|types)$|-stubs(-ext)?$/;

/** Sites and frameworks that are installed from the index and bring Django along, though not by their names. */
const onDjango =
  /^(wagtail|mezzanine|saleor|netbox|pretix|geonode|nautobot|pulpcore|weblate|modoboa|pootle|misago|kolibri|mayan-edms|archivebox|arches|feincms|shuup|oscarapi)(-|$)/;

/** Whether some requirement is Django or what brings it along (django-cms, wagtail). */
export function bringsDjango(requirements: readonly Requirement[]): boolean {
  return requirements.some(({ name }) => (/(^|-)django/.test(name) || onDjango.test(name)) && !tools.test(name));
}
