import { DATABASES, type Database } from './values/database.ts';
import { FORMATS, type ManifestFormat } from './values/manifest-format.ts';

/** What a value of the configuration has to be. */
export type ConfigType = 'text' | 'port' | 'list' | 'table' | 'switch' | 'database' | 'processes' | 'format';

/**
 * The keys of `[tool.simple-deploy]` in pyproject.toml, or of simple-deploy.toml: the long options of the command line
 * that make sense as a default. Values that are secrets have no place in a file of the project.
 */
export const CONFIG_KEYS = {
  app: 'text',
  to: 'text',
  project: 'text',
  environment: 'text',
  port: 'port',
  bind: 'text',
  destination: 'list',
  format: 'format',
  org: 'text',
  region: 'text',
  ha: 'switch',
  'database-plan': 'text',
  env: 'table',
  host: 'list',
  'database-image': 'text',
  'redis-image': 'text',
  tag: 'list',
  manage: 'text',
  settings: 'text',
  python: 'text',
  database: 'database',
  server: 'text',
  dependencies: 'text',
  groups: 'list',
  extras: 'list',
  'without-groups': 'list',
  frontend: 'list',
  'frontend-command': 'text',
  'node-image': 'text',
  'base-image': 'text',
  platform: 'text',
  'build-arg': 'table',
  'build-secret': 'list',
  ssh: 'list',
  'apt-packages': 'list',
  'without-apt-packages': 'list',
  'install-guessed': 'switch',
  skip: 'list',
  'ca-bundle': 'text',
  processes: 'processes',
  release: 'list',
  migrate: 'switch',
} as const satisfies Record<string, ConfigType>;

/** In words, for an error. */
export const TYPE_WORDS: Readonly<Record<ConfigType, string>> = {
  text: 'a text',
  port: 'a port number from 1 to 65535',
  list: 'a list of texts',
  table: 'a table of texts, such as { NAME = "value" }',
  switch: 'true or false',
  database: `one of ${DATABASES.join(', ')}`,
  format: `one of ${FORMATS.join(', ')}`,
  processes: 'a table of commands, such as { worker = "celery -A shop worker", beat = false }',
};

interface TypeOf {
  text: string;
  port: number;
  list: readonly string[];
  table: Readonly<Record<string, string>>;
  switch: boolean;
  processes: Readonly<Record<string, string | false>>;
  database: Database;
  format: ManifestFormat;
}

/** What the configuration says; every key may be absent. */
export type ConfigValues = { readonly [K in keyof typeof CONFIG_KEYS]?: TypeOf[(typeof CONFIG_KEYS)[K]] };
