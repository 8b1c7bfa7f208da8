import { UserError } from '../problems.ts';

/** Options that say what an image is made of or what it tells of itself. `--database` says what to start beside it, too. */
export const optionsOfBuild: readonly string[] = [
  '--tag',
  '--manage',
  '--settings',
  '--python',
  '--server',
  '--dependencies',
  '--frontend',
  '--frontend-command',
  '--install-guessed',
  '--skip',
  '--process',
  '--release',
  '--no-migrate',
  '--migrate',
  '--base-image',
  '--node-image',
  '--platform',
  '--build-arg',
  '--build-secret',
  '--ssh',
  '--apt-package',
  '--without-apt-package',
  '--upgrade',
  '--no-cache',
  '--pull',
];

/** With `--image` nothing is built, and such an option would be without effect. Throws `option-beside-image`. */
export function refuseOptionsOfBuild(options: Readonly<Record<string, unknown>>, reference: string): void {
  const given = optionsOfBuild.filter((flag) => isGiven(flag, options));
  if (given.length > 0) throw new UserError({ code: 'option-beside-image', reference, options: given });
}

/** The parser keeps `--no-cache` as `cache: false`, and says nothing of what is not given but `cache: true`. */
function isGiven(flag: string, options: Readonly<Record<string, unknown>>): boolean {
  const name = flag.replace(/^--(no-)?/, '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const value = options[name];
  if (flag.startsWith('--no-')) return value === false;
  return value !== undefined && value !== false;
}
