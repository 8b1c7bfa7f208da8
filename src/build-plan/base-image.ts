import { djangoBeforeImages } from '../layout/python-version/django-pythons.ts';
import { OLDEST_MINOR } from '../layout/python-version/oldest-minor.ts';
import { UserError } from '../problems.ts';
import { isOneOf, needsOf } from '../system-packages/needed.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { Layout } from '../values/layout.ts';

/**
 * Debian release of the official image, by Python version. Versions that reached their end of life before Debian 13 was
 * out are published for Debian 12 only (or no longer rebuilt for a newer one); everything else takes the current stable
 * release, which `python:3.13-slim` means too. Naming it keeps a build from changing its Debian unnoticed.
 */
const releases: Readonly<Record<string, string>> = { '3.8': 'bookworm' };
const CURRENT = 'trixie';

/** The newest that is out. */
const NEWEST_MINOR = 15;

/**
 * The image that the Dockerfile starts from: the person's `--base-image`, else the official slim one of the version
 * that the project asks for, on the newest Debian that has all that the requirements need.
 * @throws UserError python-two, python-too-old, python-too-new
 */
export function baseImageFor(layout: Layout, options: BuildOptions): string {
  if (options.baseImage !== undefined) return options.baseImage;
  const { version } = layout.python.value;
  const [major, minor] = version.split('.').map(Number);
  if (major !== 3 || (minor ?? OLDEST_MINOR) < OLDEST_MINOR) {
    refuseOldDjango(layout);
    throw new UserError({ code: 'python-too-old', version, oldest: `3.${OLDEST_MINOR}`, origin: layout.python.origin });
  }
  if ((minor ?? 0) > NEWEST_MINOR) {
    throw new UserError({ code: 'python-too-new', version, newest: `3.${NEWEST_MINOR}`, origin: layout.python.origin });
  }
  return `python:${version}-slim-${releases[version] ?? debianFor(layout, options) ?? CURRENT}`;
}

/** A newer Python is of no use to a Django that runs on none of those that images are made with. */
function refuseOldDjango({ dependencies: { value } }: Layout): void {
  const old = djangoBeforeImages(value.requirements);
  if (old === undefined) return;
  const where = value.files[0] ?? value.manager;
  throw new UserError({ code: 'python-two', text: `Django ${old.said}`, where, django: old.newest });
}

/** The release that has the library which a requirement fits, else the last that has all that they need. */
function debianFor({ dependencies }: Layout, { withoutAptPackages }: BuildOptions): string | undefined {
  const { requirements } = dependencies.value;
  for (const requirement of requirements) {
    const releases = needsOf(requirement).flatMap(({ releases: all = {} }) => Object.entries(all));
    const fitting = releases.find(([, version]) => version === requirement.version);
    if (fitting !== undefined) return fitting[0];
  }
  const rows = requirements.flatMap((each) => needsOf(each));
  const needed = rows.filter(({ run = [] }) => !run.every((each) => isOneOf(each, withoutAptPackages)));
  return needed.find(({ lastDebian }) => lastDebian !== undefined)?.lastDebian;
}
