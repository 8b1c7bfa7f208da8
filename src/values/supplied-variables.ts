/** What a variable takes of the default database's address. */
export type DatabasePart = 'url' | 'engine' | 'host' | 'port' | 'name' | 'user' | 'password';

/** What it takes of the address of Redis; `root` is the address without the number of a database. */
export type RedisPart = `redis-${'url' | 'root' | 'host' | 'port' | 'user' | 'password' | 'database'}`;

/** How it holds the names of the site: one, as JSON, or with something between them. */
export type ListForm = 'one' | 'json' | 'comma' | 'comma-space' | 'space' | 'semicolon' | 'bar';

/** What a variable takes of what the platform says: of the database's address or Redis's, the key, the names of the site; or `off`. */
export type SuppliedPart =
  | DatabasePart
  | RedisPart
  | 'secret-key'
  | `hosts-${ListForm}`
  | `origins-${ListForm}`
  | 'off';

/** Variables that the overlay gives their values, by name. */
export type SuppliedVariables = Readonly<Record<string, SuppliedPart>>;

/** As SIMPLE_DEPLOY_SUPPLIED has it: `DB_HOST=host DB_NAME=name`; empty for none. */
export function suppliedText(supplied: SuppliedVariables): string {
  return Object.entries(supplied)
    .map(([name, part]) => `${name}=${part}`)
    .join(' ');
}

/** The variable that has to be there so that a part can be filled in; undefined: it always can. */
export function sourceOf(part: SuppliedPart): 'DATABASE_URL' | 'REDIS_URL' | undefined {
  if (part.startsWith('redis-')) return 'REDIS_URL';
  return part === 'secret-key' || part === 'off' || /^(hosts|origins)-/.test(part) ? undefined : 'DATABASE_URL';
}

/** What it is filled in from, in words. */
export function suppliedFrom(part: SuppliedPart): string {
  if (part === 'secret-key') return 'of SECRET_KEY';
  if (part === 'off') return 'off: 0';
  if (part.startsWith('hosts-')) return 'the names of the site';
  if (part.startsWith('origins-')) return 'the addresses of the site';
  return `of ${sourceOf(part) ?? ''}`;
}
