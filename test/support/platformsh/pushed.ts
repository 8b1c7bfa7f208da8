import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Platform } from './api.ts';
import { git, InvalidConfiguration, readConfiguration } from './configuration.ts';
import { olderName } from './environment.ts';
import type { Project } from './state.ts';
import { runProgram } from './upsun.ts';

/** What a hook of the git host tells. */
export interface Received {
  readonly project: string;
  readonly updates: readonly { readonly before: string; readonly after: string; readonly ref: string }[];
  readonly options: readonly string[];
  readonly objects: Readonly<Record<string, string>>;
  readonly noWait: boolean;
}

/** A push that the git host refuses, with its words. */
export class NotAccepted extends Error {}

const optionNames = [
  'environment.status',
  'environment.title',
  'environment.parent',
  'environment.type',
  'environment.clone_parent_on_create',
  'resources.init',
  'deploy.strategy',
];

/**
 * What is looked at before a push is taken: branches only, options that are known, no submodule without its file, and a
 * configuration that the platform's own validator takes.
 * @throws NotAccepted
 */
export async function acceptPush(
  platform: Pick<Platform, 'ground'>,
  project: Project,
  { updates, options, objects }: Received,
  say: (line: string) => void,
): Promise<void> {
  const wrong = options.filter((option) => !optionNames.includes(option.split('=')[0] ?? ''));
  if (wrong.length > 0) throw new NotAccepted(`Unknown push option: ${wrong.join(', ')}`);
  for (const { ref, after } of updates) {
    if (!ref.startsWith('refs/heads/')) throw new NotAccepted(`Only branches are taken, not ${ref}.`);
    if (/^0+$/.test(after)) continue;
    const tree = { repository: project.repository, commit: after, environment: objects };
    say('Validating submodules');
    if (git(tree, 'ls-tree', '-r', after).includes('160000 commit '))
      throw new NotAccepted('A submodule of this commit cannot be fetched.');
    say('');
    say('Validating configuration files');
    await validate(platform, project, tree);
  }
}

async function validate(
  { ground }: Pick<Platform, 'ground'>,
  { kind }: Project,
  tree: Parameters<typeof readConfiguration>[0],
) {
  const folder = mkdtempSync(join(ground.folder, 'checkout-'));
  try {
    execFileSync('git', ['init', '-q', folder]);
    const archive = execFileSync('git', ['-C', tree.repository, 'archive', tree.commit], {
      env: { ...process.env, ...tree.environment },
      maxBuffer: 512 * 1024 * 1024,
    });
    execFileSync('tar', ['-xC', folder], { input: archive });
    const { code, stdout, stderr } = await runProgram(['app:config-validate'], {
      cwd: folder,
      env: validating(ground, kind),
    });
    if (code !== 0) throw new NotAccepted(`Error parsing configuration files: ${stdout}${stderr}`);
    readConfiguration(tree, kind);
  } catch (error) {
    if (error instanceof InvalidConfiguration) throw new NotAccepted(error.message, { cause: error });
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The validator needs no account and no network. */
function validating({ folder }: Platform['ground'], kind: Project['kind']): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  const swapped = kind === 'flexible' ? {} : { CLI_CONFIG_FILE: olderName(folder) };
  return { PATH, HOME: join(folder, 'home'), ...swapped };
}
