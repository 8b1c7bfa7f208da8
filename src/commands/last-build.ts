import type { BuiltImage } from '../values/image.ts';
import { withoutUndefined, type BuildChoices } from './build-choices.ts';

/** The choices of the last build of this folder, from the label of its image. Values of build arguments are not kept. */
export function choicesOfLastBuild(images: readonly Pick<BuiltImage, 'labels'>[]): BuildChoices {
  const text = images[0]?.labels['simple-deploy.options'];
  if (text === undefined) return {};
  const { tags, manage, settings, python, database, baseImage, osArch, caBundle } = JSON.parse(text) as BuildChoices;
  return withoutUndefined({ tags, manage, settings, python, database, baseImage, osArch, caBundle });
}

/** Names of build arguments that the last build was given, whose values are not known any more. */
export function forgottenBuildArgs(
  images: readonly Pick<BuiltImage, 'labels'>[],
  given: BuildChoices,
): readonly string[] {
  const text = images[0]?.labels['simple-deploy.options'];
  if (text === undefined) return [];
  const { buildArgs } = JSON.parse(text) as { readonly buildArgs?: readonly string[] | Record<string, string> };
  const names = Array.isArray(buildArgs) ? (buildArgs as readonly string[]) : Object.keys(buildArgs ?? {});
  return names.filter((name) => given.buildArgs?.[name] === undefined);
}

/** The choices in words, those first that the person did not make now: "database postgres, base image X". */
export function describeChoices(choices: BuildChoices): string {
  const { manage, settings, python, database, baseImage, osArch, tags } = choices;
  const named: readonly (readonly [string, string | undefined])[] = [
    ['--manage', manage],
    ['--settings', settings],
    ['--python', python],
    ['--database', database],
    ['--base-image', baseImage],
    ['--platform', osArch],
    ['--tag', tags?.join(', ') || undefined],
  ];
  return named.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])).join(' ');
}
