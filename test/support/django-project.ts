import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
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
 * A nested Django project with a fly.toml of its own. An image is named by the name, the place and the content of its
 * folder: this one is the same for every test, and so is its image. Nobody changes it; it stays.
 */
export function djangoProject(): string {
  const place = join(tmpdir(), `simple-deploy-django-${contentDigest()}`);
  const root = join(place, 'django-of-tests');
  if (existsSync(root)) return root;
  const made = mkdtempSync(`${place}-`);
  cpSync(fixture, join(made, 'django-of-tests'), { recursive: true });
  writeFileSync(join(made, 'django-of-tests', 'fly.toml'), flyToml);
  try {
    renameSync(made, place);
  } catch {
    // Another process was faster.
    rmSync(made, { recursive: true });
  }
  return root;
}

function contentDigest(): string {
  const files = readdirSync(fixture, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  const hash = createHash('sha256').update(flyToml);
  for (const path of paths) hash.update(relative(fixture, path)).update(readFileSync(path));
  return hash.digest('hex').slice(0, 8);
}

/**
 * Makes sure that the image of that project stands, by the command itself, and gives its reference. `npm test` does it
 * before any test runs: those that push it run beside others that build. It stays on the engine.
 */
export async function djangoImage(): Promise<string> {
  const state = mkdtempSync(join(tmpdir(), 'simple-deploy-django-state-'));
  try {
    // As platforms need it: an image for another one is another image.
    const args = [cli, 'build', djangoProject(), ...djangoOptions, '--platform', REMOTE_OS_ARCH];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: { ...process.env, XDG_STATE_HOME: state },
    });
    return stdout.trim();
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}
