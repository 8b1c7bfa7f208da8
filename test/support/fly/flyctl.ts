import { mkdirSync, symlinkSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const standIn = fileURLToPath(new URL('flyctl/main.ts', import.meta.url));

/** The flyctl that the tests are to run with; `npm run test:flyctl` names the real one of the PATH. */
export const realFlyctl = process.env['SIMPLE_DEPLOY_TEST_FLYCTL'];

/** A folder for the PATH with the flyctl of this run: the stand-in, or the real one. */
export function flyctlFolder(parent: string): string {
  const folder = join(parent, 'bin');
  mkdirSync(folder);
  const file = join(folder, 'flyctl');
  if (realFlyctl !== undefined) symlinkSync(realFlyctl, file);
  else {
    writeFileSync(
      file,
      `#!/bin/sh\nexec '${process.execPath}' --disable-warning=ExperimentalWarning '${standIn}' "$@"\n`,
    );
    chmodSync(file, 0o755);
  }
  return folder;
}
