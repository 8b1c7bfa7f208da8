import type { NodePackage } from './node-packages.ts';

/** As lock files have it: `git+ssh://git@host/…` of npm, `https://host/repository.git#commit` of yarn, `type: git` of pnpm. */
const IN_LOCK = /\bgit(\+\w+)?:\/\/|\.git#|\btype: git\b/;
/** As package.json has it (npm-install(1)); GitHub's short form is a path of two. */
const IN_MANIFEST = /^(git(\+\w+)?:|(github|gitlab|bitbucket|gist):|\w[\w.-]*\/[\w.-]+(#|$)|\w+@[\w.-]+:)|\.git(#|$)/;

/** Whether an installer needs git: a package comes from a repository. What is locked counts alone. */
export function comesByGit({ dependencies }: Pick<NodePackage, 'dependencies'>, lock: string | undefined): boolean {
  if (lock !== undefined) return IN_LOCK.test(lock);
  return Object.values(dependencies).some((version) => IN_MANIFEST.test(version));
}
