import { releaseTimes } from './apps.ts';
import type { AppSecret } from './known-secrets.ts';
import { listMachines } from './machines.ts';

/** Secrets as `secrets list` tells them: staged until every machine is of a release that is younger. */
export async function secretStates(app: string, secrets: readonly AppSecret[]): Promise<readonly object[]> {
  const versions = (await listMachines(app)).map(({ config: { metadata } }) => metadata?.['fly_release_version'] ?? '');
  const times = versions.length === 0 ? new Map<string, string>() : await releaseTimes(app);
  return secrets.map(({ name, digest, updated_at: updated }) => {
    const having = versions.filter((version) => (times.get(version) ?? '') >= updated).length;
    return { name, digest, status: having === 0 ? 'Staged' : having === versions.length ? 'Deployed' : 'Partial' };
  });
}
