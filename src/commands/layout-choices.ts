import type { ConfigValues } from '../config-keys.ts';
import type { BuildOptions } from '../values/build-options.ts';
import { databaseOf, given, list, overlayLinesOf, text, withoutUndefined } from './option-values.ts';

/** The choices about a build that say what the project is; reading the project needs no others. */
export type LayoutChoices = Partial<
  Pick<BuildOptions, 'manage' | 'settings' | 'python' | 'database' | 'dependencies' | 'installGuessed' | 'skip'>
>;

/** What the command line says about the project itself. Throws `option-value`. */
export function layoutChoicesOfFlags(options: Readonly<Record<string, unknown>>): LayoutChoices {
  return withoutUndefined<LayoutChoices>({
    manage: text(options['manage']),
    settings: text(options['settings']),
    python: text(options['python']),
    database: databaseOf(options['database']),
    dependencies: text(options['dependencies']),
    installGuessed: options['installGuessed'] === true ? true : undefined,
    skip: given(list(options['skip']), (names) => overlayLinesOf('--skip', names)),
  });
}

/** What the configuration says about the project itself. Throws `option-value`. */
export function layoutChoicesOfConfig(config: ConfigValues): LayoutChoices {
  const { manage, settings, python, dependencies, 'install-guessed': installGuessed } = config;
  const skip = given(config.skip, (names) => overlayLinesOf('skip', names));
  return layoutChoicesOf({ manage, settings, python, database: config.database, dependencies, installGuessed, skip });
}

/** Of all choices those that say what the project is. */
export function layoutChoicesOf(choices: {
  readonly [K in keyof LayoutChoices]: LayoutChoices[K] | undefined;
}): LayoutChoices {
  const { manage, settings, python, database, dependencies, installGuessed, skip } = choices;
  return withoutUndefined<LayoutChoices>({ manage, settings, python, database, dependencies, installGuessed, skip });
}
