import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** Downloads the wheels of these requirements into `folder/wheels`; gives a pylock.toml that has them from `url/wheels`. */
export function servedPylock(folder: string, url: string, requirements: readonly string[]): string {
  const environment = temporaryFolder('pip');
  // Debian's Python brings pip along only in an environment.
  execFileSync('python3', ['-m', 'venv', environment]);
  const wheels = join(folder, 'wheels');
  execFileSync(join(environment, 'bin/pip'), ['download', '--quiet', '--dest', wheels, ...requirements]);
  const packages = readdirSync(wheels).map((file) => {
    const [name = '', version = ''] = file.split('-');
    const sha256 = createHash('sha256')
      .update(readFileSync(join(wheels, file)))
      .digest('hex');
    const wheel = `{ url = "${url}/wheels/${file}", hashes = { sha256 = "${sha256}" } }`;
    return `[[packages]]\nname = "${name.replaceAll('_', '-')}"\nversion = "${version}"\nwheels = [${wheel}]\n`;
  });
  return ['lock-version = "1.0"\ncreated-by = "test"\nrequires-python = ">=3.8"\n', ...packages].join('\n');
}
