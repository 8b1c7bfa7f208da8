import { environmentWith } from '../layout/environment-with.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { Layout } from '../values/layout.ts';
import type { ProjectFiles } from '../values/project-files.ts';

/**
 * The layout as the settings are loaded while the image is built: by `--build-arg STAGE=production` they may go another way, on
 * which they demand more.
 */
export function withBuildArguments(
  layout: Layout,
  files: ProjectFiles,
  { buildArgs }: Pick<BuildOptions, 'buildArgs'>,
): Layout {
  if (Object.keys(buildArgs).length === 0) return layout;
  const known = new Set(layout.environment.map(({ value }) => value));
  const more = environmentWith(files, layout, { values: buildArgs, names: [] }).filter(
    ({ value }) => !known.has(value),
  );
  return { ...layout, environment: [...layout.environment, ...more] };
}
