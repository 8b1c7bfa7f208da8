import { posix } from 'node:path';
import type { DockerfileView } from '../dockerfile.ts';
import type { BuildOptions } from '../values/build-options.ts';
import { PROJECT_IN_IMAGE } from '../values/image-paths.ts';
import type { Layout } from '../values/layout.ts';
import { systemPackagesFor } from '../system-packages/needed.ts';
import { baseImageFor } from './base-image.ts';
import { extrasFor } from './extras.ts';
import { frontendViews } from './frontend-view.ts';
import { installView } from './install-view.ts';
import { suppliedText } from '../values/supplied-variables.ts';
import { placeholderFor } from '../values/variable-reading.ts';
import { systemDemands } from './system-demands.ts';
import { applicationOf, serverCommand } from './server-command.ts';
import { quoted } from '../quoted.ts';
import { setsPostgis } from './sets-postgis.ts';

/** Pinned: what it resolves and what it writes are part of the image. Kept in a cache mount, in no layer. */
export const UV = '0.13.9';

/**
 * What the Dockerfile says about this project. Pure.
 * @throws UserError python-too-old, nothing-to-install
 */
export function dockerfileView(layout: Layout, options: BuildOptions): DockerfileView {
  const dependencies = layout.dependencies.value;
  const extras = extrasFor(layout);
  const folder = layout.projectDir.value;
  // The folder of manage.py is importable anyway: it is where everything is started.
  const importPaths = new Set([...dependencies.localPaths, ...layout.importPaths].filter((path) => path !== folder));
  return {
    baseImage: baseImageFor(layout, options),
    buildArgs: Object.keys(options.buildArgs).sort(),
    ...systemView(layout, options),
    uv: UV,
    ...installView(dependencies, options),
    ...frontendViews(layout.frontends, options),
    extras: extras.map(quoted),
    importPaths: [...importPaths].map((path) => quoted(posix.join(PROJECT_IN_IMAGE, path))),
    hasDistributions: layout.distributions.length > 0,
    configurations: layout.configuration === undefined ? [] : [quoted(layout.configuration.value)],
    settings: quoted(layout.productionSettingsModule.value),
    skips: options.skip.length === 0 ? [] : [options.skip.join(',')],
    supplied: suppliedText(layout.supplied),
    usesPostgis: setsPostgis(layout),
    folder: quoted(folder),
    workdir: quoted(posix.join(PROJECT_IN_IMAGE, folder)),
    application: quoted(applicationOf(layout)),
    server: layout.server.value,
    database: layout.database.value,
    demands: layout.environment.map(({ value }) => quoted(lent(value, layout))),
    command: JSON.stringify(serverCommand(layout)),
  };
}

/** What of Debian each stage gets. */
function systemView(layout: Layout, options: BuildOptions) {
  const { dependencies, codeNeeds } = layout;
  const { run, prepare, build: compiling } = systemPackagesFor(systemDemands(layout, options));
  const build = [...compiling, ...(dependencies.value.needsSsh || options.ssh.length > 0 ? ['openssh-client'] : [])];
  return {
    systemBuildPackages: build.map(quoted),
    hasSystemBuildPackages: build.length > 0,
    libraries: run.map(quoted),
    hasLibraries: run.length > 0,
    preparing: prepare.map(quoted),
    hasPreparing: prepare.length > 0,
    compilesMessages: codeNeeds.some(({ value }) => value === 'messages'),
  };
}

/** A variable that the build lends, with what it holds where reading shows what it has to be: `JOBS=1`. DEBUG is off by its name. */
function lent(name: string, { readings }: Layout): string {
  const as = name.endsWith('DEBUG') ? undefined : readings[name]?.as;
  return as === undefined ? name : `${name}=${placeholderFor(as)}`;
}
