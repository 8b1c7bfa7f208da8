import { UserError } from '../problems.ts';
import { isGiven } from './options-of-build.ts';

/** Options that are about an image, or about a container that we start. */
const optionsOfImage: readonly string[] = [
  '--image',
  '--tag',
  '--base-image',
  '--node-image',
  '--platform',
  '--format',
  '--build-arg',
  '--build-secret',
  '--ssh',
  '--apt-package',
  '--without-apt-package',
  '--ca-bundle',
  '--no-cache',
  '--pull',
  '--port',
  '--bind',
  '--ha',
  '--database-image',
  '--database-plan',
];

/** Throws `option-without-image` with those that a platform has no use for that builds the container itself. */
export function refuseOptionsOfImage(options: Readonly<Record<string, unknown>>, platform: string): void {
  const given = optionsOfImage.filter((flag) => isGiven(flag, options));
  if (given.length > 0) throw new UserError({ code: 'option-without-image', platform, options: given });
}
