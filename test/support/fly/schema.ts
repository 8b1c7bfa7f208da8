import { readFileSync } from 'node:fs';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

const { schemas } = JSON.parse(readFileSync(new URL('machines-api.json', import.meta.url), 'utf8')) as {
  readonly schemas: Readonly<Record<string, Schema>>;
};

/** What flyctl sends although the document of the Machines API does not have it. */
const beyondTheDocument = [
  // The document has the words "off", "stop", "suspend"; the fly.toml of old had a boolean, which is still sent.
  /^(?:Create|Update)MachineRequest\.config\.services\.\d+\.autostop: (?:true|false) is none of it$/,
  /^CreateAppRequest\.app_role_id: not in the document$/,
  /^UpdateMachineRequest\.(id|timeout): not in the document$/,
];

/** What of a body the named schema of the Machines API does not allow, a line each. A member that the schema lacks is one. */
export function complaints(name: string, value: unknown): readonly string[] {
  const found = check(schemas[name] ?? {}, value, name);
  return found.filter((line) => !beyondTheDocument.some((known) => known.test(line)));
}

function check(schema: Schema, value: unknown, at: string): readonly string[] {
  // What flyctl leaves open it sends as null.
  if (value === null || value === undefined) return [];
  if (schema.$ref !== undefined) return check(schemas[schema.$ref] ?? {}, value, at);
  const [inner, ...others] = schema.allOf ?? [];
  if (inner !== undefined && others.length === 0) return check(inner, value, at);
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return [`${at}: ${JSON.stringify(value)} is none of it`];
  return checkType(schema, value, at);
}

function checkType(schema: Schema, value: unknown, at: string): readonly string[] {
  const wrong = [`${at}: not of type ${schema.type}`];
  switch (schema.type) {
    case 'string':
    case 'boolean':
      return typeof value === schema.type ? [] : wrong;
    case 'number':
      return typeof value === 'number' ? [] : wrong;
    case 'integer':
      return Number.isInteger(value) ? [] : wrong;
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((each, index) => check(schema.items ?? {}, each, `${at}.${index}`))
        : wrong;
    case 'object':
      return typeof value === 'object' && !Array.isArray(value)
        ? members(schema, value as Readonly<Record<string, unknown>>, at)
        : wrong;
    default:
      return [];
  }
}

function members(schema: Schema, value: Readonly<Record<string, unknown>>, at: string): readonly string[] {
  const { properties, additionalProperties = properties === undefined, required = [] } = schema;
  const missing = required.filter((name) => value[name] === undefined).map((name) => `${at}.${name}: missing`);
  const wrong = Object.entries(value).flatMap(([name, each]) => {
    const of = properties?.[name] ?? additionalProperties;
    if (of === false) return [`${at}.${name}: not in the document`];
    return of === true ? [] : check(of, each, `${at}.${name}`);
  });
  return [...missing, ...wrong];
}
