import type { FailureInTheImage, PythonRemoval } from '../problems/build.ts';

/** The first release of Django, and the last of its series, that the oldest Python of images runs. */
const FIRST_DJANGO = 'Django>=1.11.17 (1.11.29 is the last of that series)';

/** What to do where the Python at hand has no more what code uses. */
export function pythonRemovedWords({ name, since, older }: PythonRemoval, failure: FailureInTheImage): string {
  const { package: inside = '', broughtBy = [] } = failure;
  const build = older === undefined ? '' : `, or build with an older Python: --python ${older}`;
  if (inside === '') {
    const brought = name === 'distutils' ? ', or require setuptools, which brings it' : '';
    return `Python ${since} removed ${name}: renew what uses it${brought}${build}.`;
  }
  const newer =
    inside === 'django' ? `a newer one${older === undefined ? `, ${FIRST_DJANGO}` : ''}` : 'a newer release of it';
  return `${broughtBy[0] ?? inside} uses ${name}, which Python ${since} removed: require ${newer}${build}.`;
}
