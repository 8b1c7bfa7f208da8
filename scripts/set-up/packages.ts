import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { part, quietly, SetUpError } from './progress.ts';

/** Installs the Debian packages of the list that are missing; needs root, says what to type when it is not. */
export async function installPackages(packages: readonly string[], what: string): Promise<void> {
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  refuseWithoutMeans(missing, what);
  await part(`installing ${missing.join(', ')}`, async () => {
    await quietly('apt-get', ['update', '-q']);
    const unknown = missing.filter((name) => !hasCandidate(name));
    if (unknown.length > 0) {
      throw new SetUpError(
        `${what} needs ${unknown.join(', ')}, which this system's package sources do not have: install ${unknown.length > 1 ? 'them' : 'it'} by hand, then run this again.`,
      );
    }
    await withoutStartingServices(() =>
      quietly('apt-get', ['install', '-qy', '--no-install-recommends', ...missing], {
        DEBIAN_FRONTEND: 'noninteractive',
      }),
    );
  });
}

function isInstalled(name: string): boolean {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' });
  return typeof stdout === 'string' && stdout.includes('install ok installed');
}

function hasCandidate(name: string): boolean {
  const { stdout } = spawnSync('apt-cache', ['policy', name], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return /Candidate: (?!\(none\))/.test(stdout);
}

function refuseWithoutMeans(missing: readonly string[], what: string): void {
  if (spawnSync('apt-get', ['--version']).error) {
    throw new SetUpError(
      `${what} needs ${missing.join(', ')} (names of Debian's packages), and this system has no apt-get to install them with: install them by hand, then run this again.`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new SetUpError(
      `${what} needs ${missing.join(', ')}, and only root may install packages. As root:\n  apt-get update && apt-get install ${missing.join(' ')}\nthen run this again.`,
    );
  }
}

const policy = '/usr/sbin/policy-rc.d';

/** Debian starts the services that a package brings; what we need is started by us, on ports of our own. */
async function withoutStartingServices(install: () => Promise<unknown>): Promise<void> {
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}
