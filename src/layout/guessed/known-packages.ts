import { packagesOfApis } from './known-packages/of-apis.ts';
import { packagesOfDjango } from './known-packages/of-django.ts';
import { packagesOfPython } from './known-packages/of-python.ts';
import { packagesOfTheWeb } from './known-packages/of-the-web.ts';
import type { KnownPackage } from './known-packages/row.ts';

/**
 * Packages that Django projects use, by what the code imports or what INSTALLED_APPS and MIDDLEWARE name. Only what the
 * module's name alone tells: `google` and `azure` are shared by many distributions, `captcha` and `registration` are brought by
 * either of two, so they are no rows. `npm run check-packages` holds the rows against the index.
 */
export const knownPackages: readonly KnownPackage[] = [
  ...packagesOfDjango,
  ...packagesOfApis,
  ...packagesOfTheWeb,
  ...packagesOfPython,
];
