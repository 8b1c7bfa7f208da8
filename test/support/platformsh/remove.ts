import { rmSync } from 'node:fs';
import { removeContainer } from './container.ts';
import { type Ground, label } from './ground.ts';
import type { Environment, Project } from './state.ts';

/** Names on the engine begin so. */
export const prefixOf = (ground: Ground, { machineName }: Environment): string =>
  `sd-psh-${ground.mark}-${machineName}`;

/** Takes an environment down with its data. */
export async function removeEnvironment(ground: Ground, environment: Environment): Promise<void> {
  await removeNamed(ground, (name) => name.startsWith(prefixOf(ground, environment)));
  delete environment.deployment;
}

export async function removeProject(ground: Ground, project: Project): Promise<void> {
  for (const environment of project.environments.values()) await removeEnvironment(ground, environment);
  rmSync(project.repository, { recursive: true });
}

/** Removes containers, then volumes and networks, that bear the mark and have such a name. */
export async function removeNamed(ground: Ground, fits: (name: string) => boolean): Promise<void> {
  const { docker, mark } = ground;
  const filters = { label: [`${label}=${mark}`] };
  const containers = await docker.listContainers({ all: true, filters });
  await Promise.all(
    containers.filter(({ Names }) => fits(Names[0]?.slice(1) ?? '')).map(({ Id }) => removeContainer(ground, Id)),
  );
  const { Volumes } = await docker.listVolumes({ filters });
  for (const { Name } of Volumes.filter((volume) => fits(volume.Name))) await docker.getVolume(Name).remove();
  const networks = await docker.listNetworks({ filters });
  for (const { Id } of networks.filter(({ Name }) => fits(Name))) await docker.getNetwork(Id).remove();
}
