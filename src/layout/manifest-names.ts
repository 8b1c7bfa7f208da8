/**
 * Requirements files as people name (and misspell) them: requirements.txt, requirements-prod.txt, requirment.txt,
 * reqs.txt, api-requirements.txt, requirements.in, requirements.lock.
 */
const requirementsFile = /^([\w]+[-_.])*(reqs?|requires?|req[a-z]*m[a-z]*)([-_.][-_.\w]*)?\.(txt|pip|in|lock)$/i;
const requirementsFolder = /^(pip[-_]?)?(reqs?|req[a-z]*m[a-z]*|deps|dependencies)$/i;
const conda = /^(conda[-_.]?env(ironment)?|environment|conda)([-_.]\w+)?\.ya?ml$/i;
/** Names that other tools take for files of their own too, so that none makes a project. */
const maybeConda = /^(env([-_.]\w+)?|\w+[-_.]conda[-_.]?env(ironment)?)\.ya?ml$/i;
const manifests = new Set([
  'pyproject.toml',
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'Pipfile',
  'Pipfile.lock',
  'pylock.toml',
  'setup.py',
  'setup.cfg',
]);

/** Whether a file of that name lists requirements in pip's format. */
export function isRequirementsName(name: string): boolean {
  return requirementsFile.test(name);
}

/** Whether a folder of that name holds requirements files, whatever they are called. */
export function isRequirementsFolder(name: string): boolean {
  return requirementsFolder.test(name);
}

/** conda's: environment.yml, environment-prod.yaml, conda.yml, env.yml, shop_conda_env.yml. */
export function isCondaName(name: string): boolean {
  return conda.test(name) || maybeConda.test(name);
}

/** Whether a file of that name can say what a Python project needs. */
export function isManifestName(name: string): boolean {
  return manifests.has(name) || isRequirementsName(name) || conda.test(name);
}
