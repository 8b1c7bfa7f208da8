import { resolve } from 'node:path';
import type { ConfigValues } from '../config-keys.ts';
import { defaultBuildOptions, type BuildOptions } from '../values/build-options.ts';
import { parseSecrets, parseSsh } from './build-secrets.ts';
import { layoutChoicesOfConfig, layoutChoicesOfFlags } from './layout-choices.ts';
import { debianPackages, given, imageOf, list, osArchOf, pairs, text, withoutUndefined } from './option-values.ts';
import { refuseSecrets } from './secret-arguments.ts';

/** What was chosen about a build in one place: the command line, the configuration, the last build. */
export type BuildChoices = Partial<BuildOptions>;

/** The choices that the command line makes. Throws `option-value`, `option-file` and `option-secret`. */
export function choicesOfFlags(
  options: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv = {},
  now: () => Date = () => new Date(),
): BuildChoices {
  const at = (option: string) => ({ option, folder: '.', env });
  return withoutUndefined({
    tags: given(list(options['tag']), (names) => names.map((name) => imageOf('--tag', name))),
    ...layoutChoicesOfFlags(options),
    nodeImage: given(text(options['nodeImage']), (name) => imageOf('--node-image', name)),
    baseImage: given(text(options['baseImage']), (name) => imageOf('--base-image', name)),
    osArch: osArchOf(options['platform']),
    buildArgs: given(list(options['buildArg']), (args) => refuseSecrets(pairs('--build-arg', args))),
    buildSecrets: given(list(options['buildSecret']), (texts) => parseSecrets(texts, at('--build-secret'))),
    ssh: given(list(options['ssh']), (texts) => parseSsh(texts, at('--ssh'))),
    aptPackages: given(list(options['aptPackage']), (names) => debianPackages('--apt-package', names)),
    withoutAptPackages: given(list(options['withoutAptPackage']), (names) =>
      debianPackages('--without-apt-package', names),
    ),
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
    tags: given(config.tag, (names) => names.map((name) => imageOf('tag', name))),
    ...layoutChoicesOfConfig(config),
    nodeImage: given(config['node-image'], (name) => imageOf('node-image', name)),
    baseImage: given(config['base-image'], (name) => imageOf('base-image', name)),
    osArch: osArchOf(config.platform),
    buildArgs: given(config['build-arg'], refuseSecrets),
    buildSecrets: given(config['build-secret'], (texts) => parseSecrets(texts, at('build-secret'))),
    ssh: given(config.ssh, (texts) => parseSsh(texts, at('ssh'))),
    aptPackages: given(config['apt-packages'], (names) => debianPackages('apt-packages', names)),
    withoutAptPackages: given(config['without-apt-packages'], (names) => debianPackages('without-apt-packages', names)),
    caBundle: given(config['ca-bundle'], (file) => resolve(root, file)),
  });
}

/** Complete options: the first place that says something wins. `SSL_CERT_FILE` is the last one for the CA bundle. */
export function chooseBuild(places: readonly BuildChoices[], env: NodeJS.ProcessEnv): BuildOptions {
  const chosen: BuildChoices = Object.assign({}, ...places.toReversed());
  const caBundle = chosen.caBundle ?? (env['SSL_CERT_FILE'] || undefined);
  return { ...defaultBuildOptions, ...chosen, ...(caBundle === undefined ? {} : { caBundle }) };
}

/** To the second: it is read by people too. */
function stamp(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}
