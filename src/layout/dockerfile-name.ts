import { nameOf } from './paths.ts';

const NAME = /^(dockerfile|containerfile)([._-].*)?$|\.(dockerfile|containerfile)$/i;

/** Whether a file is a Dockerfile by its name: `Dockerfile`, `Dockerfile.prod`, `web.Dockerfile`, `Containerfile`. */
export function isDockerfile(path: string): boolean {
  return NAME.test(nameOf(path));
}
