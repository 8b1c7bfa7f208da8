import type { DockerfileView, FrontendView } from '../dockerfile.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { Fact } from '../values/fact.ts';
import type { Frontend } from '../values/frontend.ts';
import { quoted } from '../quoted.ts';

/** Name of the stage that builds a front end, and of the folder of the context that holds its manifests. */
export function frontendStage(index: number): string {
  return index === 0 ? 'frontend' : `frontend-${index + 1}`;
}

/** What the Dockerfile says about the front ends. Pure. */
export function frontendViews(
  frontends: readonly Fact<Frontend>[],
  options: BuildOptions,
): Pick<DockerfileView, 'frontends' | 'hasFrontends' | 'readsPython'> {
  return {
    frontends: frontends.map(({ value }, index) => viewOf(value, frontendStage(index), options)),
    hasFrontends: frontends.length > 0,
    readsPython: frontends.some(({ value }) => value.readsPython),
  };
}

function viewOf(
  { folder, build, install, node, servesPackages, places = [], variables = {} }: Frontend,
  stage: string,
  { nodeImage }: BuildOptions,
): FrontendView {
  const { manager, managerPackage, folder: installFolder, lock, fromTree, byGit } = install.value;
  return {
    stage,
    folder: quoted(folder),
    nodeImages: nodeImage === undefined ? [] : [nodeImage],
    node: quoted(node.value),
    manager,
    managerPackages: managerPackage === undefined ? [] : [quoted(managerPackage)],
    installFolder: quoted(installFolder),
    installsFromTree: fromTree,
    byGit,
    locked: lock !== undefined,
    berry: managerPackage?.startsWith('@yarnpkg/') === true,
    scripts: build !== undefined && 'script' in build ? [quoted(build.script)] : [],
    commands: build !== undefined && 'command' in build ? [quoted(build.command)] : [],
    places: places.map(({ from, to }) => `${quoted(from)} ${quoted(to)}`),
    variables: Object.entries(variables).map(([name, value]) => quoted(`${name}=${value}`)),
    packages: servesPackages ? [quoted(installFolder)] : [],
  };
}
