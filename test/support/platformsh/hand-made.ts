import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { temporaryFolder } from '../temporary-folder.ts';
import type { Flavour } from './ground.ts';
import type { Platformsh } from './start-platformsh.ts';
import { runProgram } from './upsun.ts';

/** A repository that a person made for the platform by hand. */
export interface HandMade {
  readonly root: string;
  /** Writes files and commits everything; gives the commit. */
  readonly commit: (files: Readonly<Record<string, string>>) => string;
  readonly git: (...args: readonly string[]) => string;
  /** Runs the platform's real program there. */
  readonly run: (...args: readonly string[]) => ReturnType<typeof runProgram>;
}

type Section = Readonly<Record<string, unknown>>;

/** An application as a person writes it down, and its services. */
export interface WrittenDown {
  readonly application?: Section;
  readonly services?: Section;
  readonly files?: Readonly<Record<string, string>>;
  /** Folder of fixtures/ that it begins with. */
  readonly fixture?: string;
}

const fixtures = fileURLToPath(new URL('../../../fixtures/', import.meta.url));
const fetched = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };

/** A new repository with a configuration of this platform's flavour, and one commit. */
export function handMade(platform: Pick<Platformsh, 'env' | 'flavour'>, written: WrittenDown = {}): HandMade {
  const root = temporaryFolder('hand-made');
  if (written.fixture !== undefined) cpSync(join(fixtures, written.fixture), root, { recursive: true });
  const git = (...args: readonly string[]): string => {
    const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
    const env = { ...process.env, ...fetched };
    return execFileSync('git', ['-C', root, ...who, ...args], { encoding: 'utf8', env }).trim();
  };
  const commit = (files: Readonly<Record<string, string>>): string => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    git('add', '-A');
    git('commit', '-q', '-m', 'Next');
    return git('rev-parse', 'HEAD');
  };
  git('init', '-q', '-b', 'main');
  commit({ ...configurationFiles(platform.flavour, written), ...written.files });
  const run = (...args: readonly string[]) => runProgram(args, { cwd: root, env: { ...process.env, ...platform.env } });
  return { root, commit, git, run };
}

/** The same application in the files of either flavour. */
export function configurationFiles(
  flavour: Flavour,
  { application = {}, services = {} }: WrittenDown,
): Record<string, string> {
  const app = { type: 'python:3.11', web: { commands: { start: 'sleep 1000' } }, ...application };
  const routes = { 'https://{default}/': { type: 'upstream', upstream: 'app:http' } };
  if (flavour === 'upsun')
    return {
      '.upsun/config.yaml': stringify({
        applications: { app },
        ...(Object.keys(services).length > 0 && { services }),
        routes,
      }),
    };
  return {
    '.platform.app.yaml': stringify({ name: 'app', disk: 512, ...app }),
    '.platform/services.yaml': stringify(services),
    '.platform/routes.yaml': stringify(routes),
  };
}
