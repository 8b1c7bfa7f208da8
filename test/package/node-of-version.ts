import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Installs a Node.js of that version below a folder, from the package that carries its binary; gives the binary's path. */
export function installNode(version: string, folder: string): string {
  execFileSync(
    'npm',
    ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error', `node@${version}`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  return join(folder, 'node_modules/node/bin/node');
}
