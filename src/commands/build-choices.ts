import { resolve } from 'node:path';
import { UserError } from '../problems.ts';
import type { ConfigValues } from '../config-keys.ts';
import { nearest } from '../nearest.ts';
import { defaultBuildOptions, type BuildOptions } from '../values/build-options.ts';
import type { Database } from '../values/layout.ts';
import { parseSecrets, parseSsh } from './build-secrets.ts';
import { refuseSecrets } from './secret-arguments.ts';

/** What was chosen about a build in one place: the command line, the configuration, the last build. */
export type BuildChoices = Partial<BuildOptions>;
/** Those of them that say what the project is. */
export type LayoutChoices = Pick<
  BuildChoices,
  'manage' | 'settings' | 'python' | 'database' | 'dependencies' | 'installGuessed'
>;

const DATABASES: readonly Database[] = ['postgres', 'mysql', 'sqlite', 'none'];

/** The choices that the command line makes. Throws `option-value`, `option-file` and `option-secret`. */
export function choicesOfFlags(
  options: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv = {},
  now: () => Date = () => new Date(),
): BuildChoices {
  const at = (option: string) => ({ option, folder: '.', env });
  return withoutUndefined({
    tags: list(options['tag']),
    ...layoutChoicesOfFlags(options),
    baseImage: text(options['baseImage']),
    osArch: osArch(options['platform']),
    buildArgs: given(list(options['buildArg']), (args) => refuseSecrets(pairs('--build-arg', args))),
    buildSecrets: given(list(options['buildSecret']), (texts) => parseSecrets(texts, at('--build-secret'))),
    ssh: given(list(options['ssh']), (texts) => parseSsh(texts, at('--ssh'))),
    aptPackages: given(list(options['aptPackage']), (names) => aptPackages('--apt-package', names)),
    upgrade: options['upgrade'] === true ? stamp(now()) : undefined,
    caBundle: text(options['caBundle']),
    noCache: options['cache'] === false ? true : undefined,
    pull: options['pull'] === true ? true : undefined,
  });
}

/**
 * The choices that the project's configuration makes; its paths start from the project's root. Throws `option-value`,
 * `option-file` and `option-secret`.
 */
export function choicesOfConfig(config: ConfigValues, root = '.', env: NodeJS.ProcessEnv = {}): BuildChoices {
  const at = (option: string) => ({ option, folder: root, env });
  return withoutUndefined({
    tags: config.tag,
    ...layoutChoicesOfConfig(config),
    baseImage: config['base-image'],
    osArch: osArch(config.platform),
    buildArgs: given(config['build-arg'], refuseSecrets),
    buildSecrets: given(config['build-secret'], (texts) => parseSecrets(texts, at('build-secret'))),
    ssh: given(config.ssh, (texts) => parseSsh(texts, at('ssh'))),
    aptPackages: given(config['apt-packages'], (names) => aptPackages('apt-packages', names)),
    caBundle: given(config['ca-bundle'], (file) => resolve(root, file)),
  });
}

/** What the command line says about the project itself. Throws `option-value`. */
export function layoutChoicesOfFlags(options: Readonly<Record<string, unknown>>): LayoutChoices {
  return withoutUndefined<LayoutChoices>({
    manage: text(options['manage']),
    settings: text(options['settings']),
    python: text(options['python']),
    database: database(options['database']),
    dependencies: text(options['dependencies']),
    installGuessed: options['installGuessed'] === true ? true : undefined,
  });
}

/** What the configuration says about the project itself. */
export function layoutChoicesOfConfig(config: ConfigValues): LayoutChoices {
  const { manage, settings, python, dependencies, 'install-guessed': installGuessed } = config;
  return layoutChoicesOf({ manage, settings, python, database: config.database, dependencies, installGuessed });
}

/** Of all choices those that say what the project is. */
export function layoutChoicesOf(choices: {
  readonly [K in keyof LayoutChoices]: LayoutChoices[K] | undefined;
}): LayoutChoices {
  const { manage, settings, python, database: kind, dependencies, installGuessed } = choices;
  return withoutUndefined<LayoutChoices>({ manage, settings, python, database: kind, dependencies, installGuessed });
}

/** Complete options: the first place that says something wins. `SSL_CERT_FILE` is the last one for the CA bundle. */
export function chooseBuild(places: readonly BuildChoices[], env: NodeJS.ProcessEnv): BuildOptions {
  const chosen: BuildChoices = Object.assign({}, ...places.toReversed());
  const caBundle = chosen.caBundle ?? (env['SSL_CERT_FILE'] || undefined);
  return { ...defaultBuildOptions, ...chosen, ...(caBundle === undefined ? {} : { caBundle }) };
}

/** `NAME=value` pairs as a record; a bare NAME takes its value from `env`. Throws `option-value`. */
export function pairs(option: string, texts: unknown, env: NodeJS.ProcessEnv = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (list(texts) ?? []).map((pair) => {
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
  const typed = text(value);
  const known = DATABASES.find((each) => each === typed);
  if (typed === undefined || known !== undefined) return known;
  const near = nearest(typed, DATABASES);
  throw new UserError({
    code: 'option-value',
    option: '--database',
    value: typed,
    wanted: DATABASES.join(', '),
    nearest: near,
  });
}

function osArch(value: unknown): string | undefined {
  const typed = text(value);
  if (typed === undefined || /^linux\/(amd64|arm64)(\/v8)?$/.test(typed)) return typed;
  const wanted = 'linux/amd64 or linux/arm64';
  throw new UserError({ code: 'option-value', option: '--platform', value: typed, wanted });
}

/** Names stand in a command of the Dockerfile, so they are what Debian's policy allows, with a version at most. */
function aptPackages(option: string, names: readonly string[]): readonly string[] {
  for (const name of names) {
    if (/^[a-z0-9][a-z0-9+.-]+(=[\w.+:~-]+)?$/.test(name)) continue;
    throw new UserError({
      code: 'option-value',
      option,
      value: name,
      wanted: "a Debian package's name, such as libgdal-dev",
    });
  }
  return [...new Set(names)].toSorted();
}

/** To the second: it is read by people too. */
function stamp(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}

function given<T, U>(value: T | undefined, read: (value: T) => U): U | undefined {
  return value === undefined ? undefined : read(value);
}

function list(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? (value as readonly string[]) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The choices that were made. */
export function withoutUndefined<T extends object>(choices: { readonly [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined)) as Partial<T>;
}
