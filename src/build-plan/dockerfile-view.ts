import { posix } from 'node:path';
import type { DockerfileView } from '../dockerfile.ts';
import { UserError } from '../problems.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { Layout } from '../values/layout.ts';
import { systemPackagesFor } from '../system-packages/needed.ts';
import { baseImageFor } from './base-image.ts';
import { extrasFor } from './extras.ts';

/** Pinned: what it resolves and what it writes are part of the image. Kept in a cache mount, in no layer. */
const UV = '0.13.9';

const PROJECT = '/project';

/** Managers whose manifests the installer reads itself, each with the manifests that it is given by name. */
const readable: Readonly<Record<string, (files: readonly string[]) => readonly string[]>> = {
  pip: firstOf,
  'pip-tools': firstOf,
  uv: lockOf,
  pep621: firstOf,
  setuptools: firstOf,
};

/**
 * What the Dockerfile says about this project. Pure.
 * @throws UserError python-too-old, dependency-manager-unsupported
 */
export function dockerfileView(layout: Layout, options: BuildOptions): DockerfileView {
  const dependencies = layout.dependencies.value;
  const manifests = readable[dependencies.manager]?.(dependencies.files);
  if (manifests === undefined) {
    const { manager, files: found } = dependencies;
    throw new UserError({ code: 'dependency-manager-unsupported', manager, files: found });
  }
  const extras = extrasFor(layout);
  const folder = layout.projectDir.value;
  return {
    baseImage: baseImageFor(layout, options),
    buildArgs: Object.keys(options.buildArgs).sort(),
    ...systemView(layout, options, extras),
    uv: UV,
    manager: dependencies.manager,
    manifests: manifests.map(quoted),
    members: dependencies.member === undefined ? [] : [quoted(dependencies.member)],
    extras: extras.map(quoted),
    importPaths: dependencies.localPaths.map((path) => quoted(posix.join(PROJECT, path))),
    configurations: layout.configuration === undefined ? [] : [layout.configuration.value],
    settings: layout.productionSettingsModule.value,
    folder: quoted(folder),
    workdir: posix.join(PROJECT, folder),
    application: quoted(applicationOf(layout)),
    server: layout.application.value.interface === 'asgi' ? 'uvicorn' : 'gunicorn',
    database: layout.database.value,
    demands: layout.environment.map(({ value }) => quoted(value)),
    command: command(layout),
  };
}

/** What of Debian each stage gets. */
function systemView({ dependencies, codeNeeds }: Layout, { aptPackages }: BuildOptions, extras: readonly string[]) {
  const { requirements, needsGit } = dependencies.value;
  const { build, run, prepare } = systemPackagesFor({ requirements, needsGit, codeNeeds, extras, named: aptPackages });
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

function firstOf(files: readonly string[]): readonly string[] {
  return files.slice(0, 1);
}

/** The lock file says where the workspace begins; the manifests beside it are read by uv. */
function lockOf(files: readonly string[]): readonly string[] {
  return files.filter((file) => posix.basename(file) === 'uv.lock').slice(0, 1);
}

function applicationOf(layout: Layout): string {
  const { module, callable } = layout.application.value;
  return `${module}:${callable}`;
}

function command(layout: Layout): string {
  const application = applicationOf(layout);
  const argv =
    layout.application.value.interface === 'asgi'
      ? ['python', '-m', 'simple_deploy', 'asgi', application]
      : ['gunicorn', '-c', '/simple-deploy/gunicorn.conf.py', application];
  return JSON.stringify(argv);
}

/** The text as one word of a shell command, left bare where it can be, for people to read. */
function quoted(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
