import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/**
 * A copy of a fixture in a temporary folder, as a git repository of its own; `remove` takes it away. The folder's name is
 * its own too: images of the same tree under the same name would be the same image for every test.
 */
export function copyFixture(name: string): { readonly root: string; readonly remove: () => void } {
  const holder = mkdtempSync(join(tmpdir(), 'simple-deploy-project-'));
  const root = join(holder, `${name}-${randomBytes(3).toString('hex')}`);
  cpSync(join(FIXTURES, name), root, { recursive: true });
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-C', root, '-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      stdio: 'ignore',
    });
  };
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'Start');
  return { root, remove: () => rmSync(holder, { recursive: true, force: true }) };
}
