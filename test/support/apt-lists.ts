import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * Configuration by which apt on this machine knows the packages of another Debian release, without a base image of it: by
 * its lists alone, from the mirror that this machine uses. To be given as APT_CONFIG.
 */
export function aptListsOf(release: string): string {
  const root = temporaryFolder('apt');
  for (const name of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(root, name), { recursive: true });
  const sites = execFileSync('apt-get', ['indextargets', '--format', '$(SITE)'], { encoding: 'utf8' }).split('\n');
  const mirror = sites.find((site) => /\/debian\/?$/.test(site)) ?? 'http://deb.debian.org/debian';
  const keys = '/usr/share/keyrings/debian-archive-keyring.gpg';
  writeFileSync(join(root, 'status'), '');
  writeFileSync(join(root, 'sources.list'), `deb [signed-by=${keys}] ${mirror} ${release} main\n`);
  const config = [
    `Dir::State::lists "${root}/lists"`,
    `Dir::State::status "${root}/status"`,
    `Dir::Cache "${root}/cache"`,
    `Dir::Etc::sourcelist "${root}/sources.list"`,
    'Dir::Etc::sourceparts "-"',
    // The folder is ours alone.
    'APT::Sandbox::User "root"',
  ];
  writeFileSync(join(root, 'apt.conf'), config.map((line) => `${line};\n`).join(''));
  return join(root, 'apt.conf');
}
