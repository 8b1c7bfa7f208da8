import { readFileSync } from 'node:fs';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
}

export interface Link {
  readonly method: string;
  /** With `{id}` where a name stands. */
  readonly path: string;
  readonly request?: Schema;
  readonly answer: Schema;
}

const { links, schemas } = JSON.parse(readFileSync(new URL('platform-api.json', import.meta.url), 'utf8')) as {
  readonly links: readonly Link[];
  readonly schemas: Readonly<Record<string, Schema>>;
};

/** The link of the published hyperschema that a request follows; undefined: the Platform API has none such. */
export function linkOf(method: string, path: string): Link | undefined {
  return links.find((link) => {
    const pattern = new RegExp(`^${link.path.replaceAll('{id}', '[^/]+')}$`);
    return link.method === method && pattern.test(path);
  });
}

/** What the variant `3.docker-releases` of a link takes that no published schema has (heroku/cli: container:release, container:rm). */
export function withDockerImage(schema: Schema): Schema {
  const { properties } = schema;
  const updates = properties?.['updates'];
  if (updates !== undefined)
    return { ...schema, properties: { updates: { ...updates, items: withDockerImage(updates.items ?? {}) } } };
  return { ...schema, properties: { ...properties, docker_image: dockerImage } };
}

const dockerImage: Schema = { type: ['string', 'null'], pattern: '^sha256:[0-9a-f]{64}$' };

/** What of a value the schema does not allow, a line each; a member that it lacks is one. */
export function complaints(schema: Schema, value: unknown, at = 'it'): readonly string[] {
  if (schema.$ref !== undefined) return complaints(schemas[schema.$ref] ?? {}, value, at);
  if (schema.anyOf !== undefined) {
    const each = schema.anyOf.map((one) => complaints(one, value, at));
    return each.some((found) => found.length === 0) ? [] : (each[0] ?? []);
  }
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.includes(typeOf(value)) && !(types.includes('number') && typeof value === 'number')) {
    return [`${at}: not of type ${types.join(' or ')}`];
  }
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [`${at}: none of ${schema.enum.join(', ')}`];
  if (schema.pattern !== undefined && typeof value === 'string' && !new RegExp(schema.pattern).test(value)) {
    return [`${at}: does not match ${schema.pattern}`];
  }
  if (Array.isArray(value))
    return value.flatMap((each, index) => complaints(schema.items ?? {}, each, `${at}.${index}`));
  return typeof value === 'object' && value !== null ? members(schema, value, at) : [];
}

function members(schema: Schema, value: object, at: string): readonly string[] {
  const { properties = {}, patternProperties = {}, required = [] } = schema;
  if (schema.properties === undefined && schema.patternProperties === undefined) return [];
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name}: missing`);
  const wrong = Object.entries(value).flatMap(([name, each]) => {
    const [, byPattern] = Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern).test(name)) ?? [];
    const of = properties[name] ?? byPattern;
    return of === undefined ? [`${at}.${name}: not in the schema`] : complaints(of, each, `${at}.${name}`);
  });
  return [...missing, ...wrong];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
