import { UserError } from '../problems.ts';
import { buildOptions } from './option-specs.ts';

/** Of what `build` takes, what a push means too when it builds nothing: what to start beside the image, whom to trust. */
const besides = ['--database', '--ca-bundle'];

/** Options that say what an image is made of or what it tells of itself. */
const optionsOfBuild: readonly string[] = buildOptions
  .map(({ flags }) => flags.replace(/ .*/, ''))
  .filter((flag) => !besides.includes(flag));

/** With `--image` nothing is built, and such an option would be without effect. Throws `option-beside-image`. */
export function refuseOptionsOfBuild(options: Readonly<Record<string, unknown>>, reference: string): void {
  const given = optionsOfBuild.filter((flag) => isGiven(flag, options));
  if (given.length > 0) throw new UserError({ code: 'option-beside-image', reference, options: given });
}

/** The parser keeps `--no-cache` as `cache: false`, and says nothing of what is not given but `cache: true`. */
export function isGiven(flag: string, options: Readonly<Record<string, unknown>>): boolean {
  const name = flag.replace(/^--(no-)?/, '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const value = options[name];
  if (flag.startsWith('--no-')) return value === false;
  return value !== undefined && value !== false;
}
