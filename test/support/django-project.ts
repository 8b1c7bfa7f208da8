import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { REMOTE_OS_ARCH } from '../../src/values/remote-os-arch.ts';
import { debianBase } from './debian-base.ts';

const fixture = fileURLToPath(new URL('../../fixtures/nested-same-name', import.meta.url));
const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

/** How it is built, and what a push that shall find the image has to say too. */
export const djangoOptions = ['--base-image', debianBase, '--database', 'postgres'] as const;

/** A fly.toml as a person has one: with another port than ours, a larger machine, and no word on migrations. */
const flyToml = `primary_region = "ams"

[build]
dockerfile = "Dockerfile"

[env]
GREETING = "hello"

[http_service]
internal_port = 8080
force_https = true
min_machines_running = 1

[[vm]]
memory = "1gb"
`;

/**
 * A nested Django project with a fly.toml of its own, in a new folder of the one that is given. Its name is always the same:
 * images are named by name and content, so that one image serves every test that pushes it.
 */
export function djangoProject(parent: string): string {
  const root = join(parent, 'django-of-tests');
  mkdirSync(root);
  cpSync(fixture, root, { recursive: true });
  writeFileSync(join(root, 'fly.toml'), flyToml);
  return root;
}

/**
 * Makes sure that the image of that project stands, by the command itself, and gives its reference. `npm test` does it
 * before any test runs: those that push it run beside others that build. It stays on the engine.
 */
export async function djangoImage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'simple-deploy-django-'));
  try {
    // As platforms need it: an image for another one is another image.
    const args = [cli, 'build', djangoProject(folder), ...djangoOptions, '--platform', REMOTE_OS_ARCH];
    const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    return stdout.trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
