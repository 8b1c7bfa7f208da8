/** Requirements files as people name (and misspell) them, such as requirements.txt, requirements-prod.txt, requirement.txt, reqs.txt. */
const requirementsFile = /^(req|reqs|requirements?|requirments?|requirement[-_.\w]*|requirements[-_.\w]*)\.(txt|pip)$/i;
const manifests = new Set([
  'pyproject.toml',
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'Pipfile',
  'Pipfile.lock',
  'setup.py',
  'setup.cfg',
]);

/** Whether a file of that name lists requirements in pip's format. */
export function isRequirementsName(name: string): boolean {
  return requirementsFile.test(name);
}

/** Whether a file of that name can say what a Python project needs. */
export function isManifestName(name: string): boolean {
  return manifests.has(name) || isRequirementsName(name);
}
