import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machines } from './client.ts';

const folder = (): string => process.env['FLY_CONFIG_DIR'] ?? join(process.env['HOME'] ?? '/', '.fly');
// The real one keeps it in config.yml, with more.
const file = (): string => join(folder(), 'secrets-versions.json');

/** The version of an app's secrets that this machine knows of: machines must have them at least as new. */
export function knownVersion(app: string): number | undefined {
  return read()[app];
}

/** Sets secrets, and unsets those of null. */
export async function updateSecrets(app: string, values: Readonly<Record<string, string | null>>): Promise<void> {
  const { version } = (await machines(
    'POST',
    `/apps/${app}/secrets`,
    { values },
    {
      what: 'update secrets: failed to update app secrets: ',
    },
  )) as { readonly version: number };
  mkdirSync(folder(), { recursive: true });
  writeFileSync(file(), JSON.stringify({ ...read(), [app]: version }));
}

/** The app's secrets, without their values. */
export async function listSecrets(app: string): Promise<readonly AppSecret[]> {
  const version = knownVersion(app);
  const path = `/apps/${app}/secrets${version === undefined ? '' : `?version=${version}`}`;
  const { secrets } = (await machines('GET', path, undefined, { what: 'failed to list app secrets: ' })) as {
    readonly secrets: readonly AppSecret[];
  };
  return secrets;
}

export interface AppSecret {
  readonly name: string;
  readonly digest: string;
  readonly updated_at: string;
}

function read(): Readonly<Record<string, number>> {
  try {
    return JSON.parse(readFileSync(file(), 'utf8')) as Record<string, number>;
  } catch {
    return {};
  }
}
