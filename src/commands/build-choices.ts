import { UserError } from '../problems.ts';
import type { ConfigValues } from '../config-keys.ts';
import { nearest } from '../nearest.ts';
import type { BuildOptions } from '../values/build-plan.ts';
import type { Database } from '../values/layout.ts';

/** What was chosen about a build in one place: the command line, the configuration, the last build. */
export type BuildChoices = Partial<BuildOptions>;

const DATABASES: readonly Database[] = ['postgres', 'mysql', 'sqlite', 'none'];

/** The choices that the command line makes. Throws `option-value`. */
export function choicesOfFlags(options: Readonly<Record<string, unknown>>): BuildChoices {
  return withoutUndefined({
    tags: options['tag'] as readonly string[] | undefined,
    manage: text(options['manage']),
    settings: text(options['settings']),
    python: text(options['python']),
    database: database(options['database']),
    baseImage: text(options['baseImage']),
    osArch: osArch(options['platform']),
    buildArgs: options['buildArg'] === undefined ? undefined : pairs('--build-arg', options['buildArg']),
    caBundle: text(options['caBundle']),
    noCache: options['cache'] === false ? true : undefined,
    pull: options['pull'] === true ? true : undefined,
  });
}

/** The choices that the project's configuration makes. */
export function choicesOfConfig(config: ConfigValues): BuildChoices {
  return withoutUndefined({
    tags: config.tag,
    manage: config.manage,
    settings: config.settings,
    python: config.python,
    database: config.database,
    baseImage: config['base-image'],
    osArch: osArch(config.platform),
    buildArgs: config['build-arg'],
    caBundle: config['ca-bundle'],
  });
}

/** Complete options: the first place that says something wins. `SSL_CERT_FILE` is the last one for the CA bundle. */
export function chooseBuild(places: readonly BuildChoices[], env: NodeJS.ProcessEnv): BuildOptions {
  const chosen: BuildChoices = Object.assign({}, ...places.toReversed());
  const caBundle = chosen.caBundle ?? (env['SSL_CERT_FILE'] || undefined);
  return {
    tags: [],
    buildArgs: {},
    noCache: false,
    pull: false,
    ...chosen,
    ...(caBundle === undefined ? {} : { caBundle }),
  };
}

/** `NAME=value` pairs as a record; a bare NAME takes its value from `env`. Throws `option-value`. */
export function pairs(option: string, given: unknown, env: NodeJS.ProcessEnv = {}): Readonly<Record<string, string>> {
  const list = (given ?? []) as readonly string[];
  return Object.fromEntries(
    list.map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      const value = equals === -1 ? env[name] : pair.slice(equals + 1);
      if (!/^[A-Za-z_]\w*$/.test(name) || value === undefined) {
        throw new UserError({ code: 'option-value', option, value: name, wanted: 'NAME=value' });
      }
      return [name, value];
    }),
  );
}

function database(value: unknown): Database | undefined {
  const given = text(value);
  const known = DATABASES.find((each) => each === given);
  if (given === undefined || known !== undefined) return known;
  const near = nearest(given, DATABASES);
  throw new UserError({
    code: 'option-value',
    option: '--database',
    value: given,
    wanted: DATABASES.join(', '),
    nearest: near,
  });
}

function osArch(value: unknown): string | undefined {
  const given = text(value);
  if (given === undefined || /^linux\/(amd64|arm64)(\/v8)?$/.test(given)) return given;
  const wanted = 'linux/amd64 or linux/arm64';
  throw new UserError({ code: 'option-value', option: '--platform', value: given, wanted });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The choices that were made. */
export function withoutUndefined<T extends object>(choices: { readonly [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined)) as Partial<T>;
}
