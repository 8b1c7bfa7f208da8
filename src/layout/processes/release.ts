import type { Fact } from '../../values/fact.ts';
import type { Layout } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import type { Chosen } from '../chosen.ts';

const migrates = /manage(\.py)?["']?\s+migrate(_schemas)?\b|\bdjango-admin\s+migrate\b/;

/** Whether a release migrates by itself, and the commands that it runs besides: the Procfile's, then the chosen ones. */
export function releaseFacts(
  files: Pick<ProjectFiles, 'readText'>,
  lines: readonly Fact<string>[],
  { release = [], migrate }: Chosen,
): Pick<Layout, 'migrate' | 'releaseCommands'> {
  const plain = lines.filter(({ value }) => isPlainMigrate(value));
  const chosen = release.map((value): Fact<string> => ({ value, origin: { option: '--release' } }));
  const releaseCommands = [...lines.filter((line) => !plain.includes(line)), ...chosen];
  return { migrate: migrateFact(files, plain, releaseCommands, migrate), releaseCommands };
}

function migrateFact(
  files: Pick<ProjectFiles, 'readText'>,
  plain: readonly Fact<string>[],
  commands: readonly Fact<string>[],
  chosen: boolean | undefined,
): Fact<boolean> {
  if (chosen === false) return { value: false, origin: { option: '--no-migrate' } };
  const own = commands.find(({ value }) => doesMigrate(files, value));
  if (own !== undefined) return { value: false, origin: own.origin, why: 'a command of the release migrates already' };
  return { value: true, origin: plain[0]?.origin ?? 'default' };
}

/** Does what our own release step does, and no more. */
export function isPlainMigrate(line: string): boolean {
  return /^(cd \S+ && )?(python3?|\.\/)?\s*(\.\/|\S+\/)?manage\.py\s+migrate(\s+--no-?input)?$/.test(line.trim());
}

/** The line migrates, or the script of the project that it starts does. */
function doesMigrate(files: Pick<ProjectFiles, 'readText'>, line: string): boolean {
  if (migrates.test(line)) return true;
  return line
    .split(/\s+/)
    .filter((word) => /^(\.\/)?[\w./-]+$/.test(word) && !word.startsWith('/'))
    .some((word) => migrates.test(files.readText(word.replace(/^\.\//, '')) ?? ''));
}
