/**
 * Which file of src may import which, as data. Imports point down only:
 * command line → commands → doors (engine, registry, platforms, files, processes) → pure core → values.
 */

export const layers = ['values', 'core', 'doors', 'commands', 'command line'] as const;
export type Layer = (typeof layers)[number];

/** First match wins; a file that no line names is part of the pure core. */
const layerOf: readonly (readonly [pattern: RegExp, layer: Layer])[] = [
  [/^src\/cli\.ts$/, 'command line'],
  [/^src\/commands\//, 'commands'],
  [/^src\/(values|problems|messages|links)(\/|\.ts$)/, 'values'],
  [/^src\/(docker|registry|platforms|git)\//, 'doors'],
  [/^src\/(run-steps|run-command)(\/|\.ts$)/, 'doors'],
  [/^src\/terminal-format\.ts$/, 'core'],
  [
    /^src\/(holder|run-log|terminal|config|state-folder|cache-folder|temporary-folder)([-.][a-z-]*)?(\/|\.ts$)/,
    'doors',
  ],
  // The reader of the project folder, and the one that hashes it.
  [/^src\/layout\/(find-root|project-files|reached-folders|reads-everything|walk-folder)\.ts$/, 'doors'],
  [/^src\/build-plan(\/|\.ts$)/, 'doors'],
];

/** The layer a file of src belongs to. */
export function layer(file: string): Layer {
  return layerOf.find(([pattern]) => pattern.test(file))?.[1] ?? 'core';
}

/** Packages that have one place: nothing outside it imports them. */
export const packageHomes: Readonly<Record<string, RegExp>> = {
  commander: /^src\/cli\.ts$/,
  execa: /^src\/run-command\.ts$/,
  mustache: /^src\/fill-template\.ts$/,
  dockerode: /^src\/docker\//,
  'docker-modem': /^src\/docker\//,
  'tar-fs': /^src\/docker\//,
  'tar-stream': /^src\/docker\//,
  protobufjs: /^src\/docker\//,
  '@grpc/grpc-js': /^src\/docker\//,
};

/** Doors that do not see each other: [what imports, what it must not import]. */
export const walls: readonly (readonly [from: RegExp, to: RegExp])[] = [
  [/^src\/docker\//, /^src\/(platforms|registry)\/|^src\/run-steps(\/|\.ts$)/],
  [/^src\/registry\//, /^src\/platforms\/|^src\/run-steps(\/|\.ts$)/],
  [/^src\/git\//, /^src\/(docker|registry|platforms|build-plan)\/|^src\/run-steps(\/|\.ts$)/],
  [/^src\/layout\//, /^src\/(docker|registry|platforms|build-plan|git)(\/|\.ts$)/],
  [/^src\/build-plan(\/|\.ts$)/, /^src\/(docker|registry|platforms|git)\//],
  [/^src\/platforms\//, /^src\/(run-steps|run-command)(\/|\.ts$)/],
];

/** What touches the world, and so is closed to the values and the pure core. */
export const worldly =
  /^node:(fs|fs\/promises|net|tls|http|https|http2|child_process|dgram|dns|os|process|worker_threads)$/;
