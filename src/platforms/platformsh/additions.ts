import { posix } from 'node:path';
import { extrasFor } from '../../build-plan/extras.ts';
import { declaredFile, installerOf } from '../../build-plan/install-view.ts';
import { madeManagePyText } from '../../build-plan/made-manage-py.ts';
import { UV } from '../../build-plan/dockerfile-view.ts';
import { applicationOf, serverCommand } from '../../build-plan/server-command.ts';
import type { BuildOptions } from '../../values/build-options.ts';
import type { Fact } from '../../values/fact.ts';
import type { Frontend } from '../../values/frontend.ts';
import type { Layout } from '../../values/layout.ts';
import type { SourceAdditions, SourceText } from '../../values/source-tree.ts';
import { releaseOf } from '../release-command.ts';
import type { Problem } from '../../problems.ts';
import type { SourceProject } from '../types.ts';
import type { Wanted } from './application.ts';
import { configuration, ownConfiguration } from './configuration.ts';
import { extensionsOf } from './extensions.ts';
import { FOLDER, type Flavour, HOME, otherThan, PROJECT } from './names.ts';
import { lackedExtensions } from './own-services.ts';
import { servicesOf, type Standing } from './services.ts';
import { shimOf } from './shim.ts';

/** What a push asks besides the project. */
export interface Asked {
  readonly standing: Standing;
  readonly withoutRedis: boolean;
}

/**
 * What the tree has besides the project's files: the configuration, the overlay, what the build hook runs, a manage.py at the
 * top that leads to the project's. Of a project with a configuration of its own, nothing. Pure.
 */
export function additions(project: SourceProject, asked: Asked, flavour: Flavour): SourceAdditions {
  const { layout, options, paths } = project;
  const own = ownConfiguration(paths, flavour);
  const elsewhere = ownConfiguration(paths, otherThan(flavour));
  if (own !== undefined) {
    return {
      files: [],
      configuration: [],
      templates: [],
      notes: [{ code: 'note-own-configuration', file: own, added: [] }, ...lackedExtensions(project, flavour)],
    };
  }
  const declared = declaredFile(layout.dependencies.value, options);
  const configured = configuration(wantedOf(project, asked, flavour), flavour);
  return {
    configuration: configured,
    files: [
      ...configured,
      ...environmentFile(project),
      { path: `${FOLDER}/build.json`, text: `${JSON.stringify(buildOf(layout, options), undefined, 2)}\n` },
      ...(declared === undefined ? [] : [{ path: `${FOLDER}/requirements.txt`, text: declared }]),
      ...madeManagePyText(layout),
      ...shimOf(layout, paths),
    ],
    templates: [
      { folder: 'overlay', path: FOLDER },
      { folder: 'build', path: `${FOLDER}/build` },
      { folder: 'platformsh', path: `${FOLDER}/build` },
    ],
    notes: elsewhere === undefined ? [] : [notRead(elsewhere, flavour)],
  };
}

/** A configuration of the person's own that projects of the other kind read. */
function notRead(file: string, flavour: Flavour): Problem {
  const { kind, label, configuredBy } = flavour;
  const what = `Your ${file} has no effect: ${label} reads ${configuredBy} of a ${kind} project, which is added to what is pushed.`;
  return { code: 'note-setting', what, next: [`To have yours in force: write it as ${configuredBy}`] };
}

/** What the configuration follows from. */
function wantedOf(project: SourceProject, asked: Asked, flavour: Flavour): Wanted {
  const { layout, options } = project;
  return {
    layout,
    services: servicesOf(layout, { flavour, ...asked, extensions: extensionsOf(project) }),
    staticUrl: layout.staticFiles.value ? layout.staticUrl?.value : undefined,
    server: serverCommand(layout, { project: PROJECT, home: HOME }),
    release: releaseOf({
      migrate: layout.migrate.value && hasDatabase(layout),
      commands: layout.releaseCommands.map(({ value }) => value),
    }),
    skip: options.skip,
  };
}

/** Settings without a database have nothing to migrate; one that the person keeps elsewhere is none here, and migrated. */
function hasDatabase({ database: { value, origin } }: Layout): boolean {
  return value !== 'none' || (typeof origin === 'object' && 'option' in origin);
}

/** Read by every shell there. One of the project's own stays, and ours comes after it. */
function environmentFile({ readText }: SourceProject): readonly SourceText[] {
  const own = readText('.environment');
  const ours = `# Added by simple-deploy to what is pushed.\n. ${HOME}/build/environment\n`;
  return [{ path: '.environment', text: own === undefined ? ours : `${own.replace(/\n*$/, '\n')}${ours}` }];
}

/** What templates/platformsh/hook.py does. */
function buildOf(layout: Layout, options: BuildOptions): Readonly<Record<string, unknown>> {
  const { dependencies, projectDir, importPaths } = layout;
  const folder = projectDir.value;
  const importable = new Set([...dependencies.value.localPaths, ...importPaths].filter((path) => path !== folder));
  return {
    uv: UV,
    ...installerOf(dependencies.value, options),
    manifest_files: dependencies.value.files,
    extra: extrasFor(layout),
    distributions: layout.distributions.map(({ value }) => value),
    import_path: [...importable].map((path) => posix.join(PROJECT, path)),
    frontends: layout.frontends.map(frontendOf),
    site: folder,
    settings: layout.productionSettingsModule.value,
    application: applicationOf(layout),
    server: layout.server.value,
    database: layout.database.value,
    demands: layout.environment.map(({ value }) => value),
    compile_messages: layout.codeNeeds.some(({ value }) => value === 'messages'),
  };
}

function frontendOf({ value: { folder, build, install, node } }: Fact<Frontend>): Readonly<Record<string, unknown>> {
  const { manager, managerPackage, folder: installFolder, lock } = install.value;
  return {
    folder,
    node: node.value,
    manager,
    manager_package: managerPackage ?? null,
    install_folder: installFolder,
    locked: lock !== undefined,
    berry: managerPackage?.startsWith('@yarnpkg/') === true,
    script: build !== undefined && 'script' in build ? build.script : null,
    command: build !== undefined && 'command' in build ? build.command : null,
  };
}
