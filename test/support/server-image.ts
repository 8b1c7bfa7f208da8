import { debianBase } from './debian-base.ts';
import { deriveImage } from './derived-image.ts';

/** A server of Debian's, in an image that follows the official one: the same variables, program and folders. */
interface ServerImage {
  readonly tag: string;
  /** Shell lines that install it, after `apt-get update`. */
  readonly install: string;
  /** The script that the image starts by. */
  readonly entrypoint: string;
  /** The rest of the image's configuration, as lines of a Dockerfile. */
  readonly changes: readonly string[];
  readonly stopSignal?: string;
}

/** Makes sure that the image stands on the engine, and gives its name. */
export async function serverImage({ tag, install, entrypoint, changes, stopSignal }: ServerImage): Promise<string> {
  const script = `
apt-get update -q
${install}
cat >/usr/local/bin/docker-entrypoint.sh <<'ENTRYPOINT'
${entrypoint}
ENTRYPOINT
chmod 755 /usr/local/bin/docker-entrypoint.sh
`;
  const configuration = ['ENTRYPOINT ["docker-entrypoint.sh"]', ...changes];
  return deriveImage({ tag, base: debianBase, script, changes: configuration, ...(stopSignal && { stopSignal }) });
}
