import { createHash } from 'node:crypto';
import Dockerode from 'dockerode';

/** An image that a test needs and no registry is asked for: a base, a script that runs in it, and settings. */
export interface DerivedImage {
  readonly tag: string;
  readonly base: string;
  /** Shell script, run as root in a container of the base. */
  readonly script: string;
  /** Lines of a Dockerfile that set the image's configuration, such as `CMD ["postgres"]`. */
  readonly changes?: readonly string[];
  /** Not among the changes that the engine accepts: it is taken over from the container. */
  readonly stopSignal?: string;
}

const label = 'simple-deploy-test.recipe';

/** Makes sure that the image stands on the engine and gives its tag. Made once: while its recipe and base stay the same, it is used as it is. */
export async function deriveImage(image: DerivedImage, docker = new Dockerode()): Promise<string> {
  const base = await docker.getImage(image.base).inspect();
  const recipe = createHash('sha256')
    .update(JSON.stringify([base.Id, image.script, image.changes, image.stopSignal]))
    .digest('hex');
  const there = await docker
    .getImage(image.tag)
    .inspect()
    .catch(() => undefined);
  if (there?.Config.Labels?.[label] === recipe) return image.tag;
  await runAndCommit(docker, image, recipe);
  return image.tag;
}

async function runAndCommit(docker: Dockerode, image: DerivedImage, recipe: string): Promise<void> {
  const container = await docker.createContainer({
    Image: image.base,
    Entrypoint: ['sh', '-euc'],
    Cmd: [`export DEBIAN_FRONTEND=noninteractive\n${image.script}`],
    User: 'root',
    Tty: true,
    ...(image.stopSignal ? { StopSignal: image.stopSignal } : {}),
    Labels: { [label]: 'in the making' },
  });
  try {
    await container.start();
    const { StatusCode } = (await container.wait()) as { StatusCode: number };
    if (StatusCode !== 0) {
      const log = await container.logs({ stdout: true, stderr: true, tail: 40 });
      throw new Error(`${image.tag} could not be made (exit ${StatusCode}):\n${log.toString()}`);
    }
    const [repo, tag] = image.tag.split(':');
    const changes = ['ENTRYPOINT []', ...(image.changes ?? []), `LABEL ${label}=${recipe}`];
    await container.commit({ repo, tag, changes });
  } finally {
    await container.remove({ force: true, v: true });
  }
}
