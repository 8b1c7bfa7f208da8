/** Where a Redis is. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly password: string;
}

/** Address of a Redis as one text. */
export function redisUrl({ host, port, password }: RedisAddress): string {
  return `redis://${password === '' ? '' : `:${encodeURIComponent(password)}@`}${host}:${port}/0`;
}

/**
 * What to give for each variable that the settings read an address of Redis, or a part of it, from: the name says which. A
 * name that says nothing gets nothing.
 */
export function redisVariables(names: readonly string[], address: RedisAddress): Readonly<Record<string, string>> {
  const url = redisUrl(address);
  const values = names.map((name) => [name, valueFor(name, url, address)] as const);
  return Object.fromEntries(values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function valueFor(name: string, url: string, { host, port, password }: RedisAddress): string | undefined {
  if (/(^|_)PORT$/.test(name)) return String(port);
  if (/(^|_)(HOST|HOSTNAME)$/.test(name)) return host;
  if (/(^|_)(PASSWORD|PASS)$/.test(name)) return password;
  return /(URL|URI|LOCATION|BROKER|BACKEND|REDIS|VALKEY)$/.test(name) ? url : undefined;
}

/** Of the variables that a person gives, the one that says where a Redis of theirs is. */
export function givenRedis(names: readonly string[], given: Readonly<Record<string, string>>): string | undefined {
  return (
    names.find((name) => /^rediss?:\/\//.test(given[name] ?? '')) ??
    names.find((name) => /_HOST(NAME)?$/.test(name) && given[name] !== undefined)
  );
}

/** An address of Redis that a person gives, under all the names that the settings read its address from. */
export function spreadRedis(
  names: readonly string[],
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const url = given[givenRedis(names, given) ?? ''];
  if (url === undefined || !URL.canParse(url)) return {};
  const spread = names.filter((name) => /(URL|URI|BROKER|BACKEND)$/.test(name)).map((name) => [name, url]);
  return Object.fromEntries(spread) as Record<string, string>;
}
