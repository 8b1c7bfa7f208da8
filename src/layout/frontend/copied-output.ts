import type { OutputPlace } from '../../values/frontend.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { saysSecret } from '../../secret-names.ts';
import { inProject, type DockerStage } from '../dockerfile-stages.ts';
import { dockerfilesOfSite, isBuild } from './built-in-dockerfile.ts';
import { commandsRunIn, type FolderCommand } from './commands-in-dockerfile.ts';
import type { NodePackage } from './node-packages.ts';

/** What a Dockerfile of the project takes out of the stage that builds a package. */
export interface CopiedOutput {
  /** From below the package to other places of the project. */
  readonly places: readonly OutputPlace[];
  /** What its stage gives the build. */
  readonly variables: Readonly<Record<string, string>>;
  readonly origin: { readonly file: string; readonly line: number };
}

/**
 * `COPY --from=frontend /frontend/dist /app/backend/client/dist`: where the image of the project has what a package builds, when that
 * is another place than the build writes to. The first Dockerfile that says so holds, not one for development.
 */
export function copiedOutput(files: ProjectFiles, found: NodePackage): CopiedOutput | undefined {
  for (const file of dockerfilesOfSite(files)) {
    if (!/--from=/.test(files.readText(file) ?? '')) continue;
    const copied = commandsRunIn(files, file, found.folder)
      .filter(({ text }) => isBuild(text))
      .map((command) => takenFrom(files, command, found))
      .find((each) => each !== undefined);
    if (copied !== undefined) {
      const { places, line } = copied;
      return { places, variables: copied.variables, origin: { file, line } };
    }
  }
  return undefined;
}

type Copies = Omit<CopiedOutput, 'origin'> & { readonly line: number };

/** What other stages copy out of the one that builds. */
function takenFrom(
  files: ProjectFiles,
  { stage: builder, stages, context }: FolderCommand,
  { folder }: NodePackage,
): Copies | undefined {
  const all = stages.flatMap((stage) =>
    stage.taken
      .filter(({ from }) => builder.names.includes(from))
      .flatMap(({ source, target, line }) => {
        const from = inProject(files, builder, source, context);
        const to = inProject(files, stage, target.replace(/(?<=.)\/$/, ''), context);
        if (from === undefined || to === undefined || !isElsewhere(from, to) || !isBelow(from, folder)) return [];
        return [{ from, to: target.endsWith('/') ? `${to}/` : to, line }];
      }),
  );
  const [first] = all;
  if (first === undefined) return undefined;
  return { places: all.map(({ from, to }) => ({ from, to })), variables: givenTo(builder), line: first.line };
}

/** Not where it was written, and not into itself or around it: that is the project as a whole, which is there. */
function isElsewhere(from: string, to: string): boolean {
  return from !== '.' && to !== '.' && from !== to && !to.startsWith(`${from}/`) && !from.startsWith(`${to}/`);
}

/** What is built, and no part of the package as it lies there. */
function isBelow(path: string, folder: string): boolean {
  return (
    (folder === '.' || path.startsWith(`${folder}/`)) && !/(^|\/)(node_modules|package(-lock)?\.json)(\/|$)/.test(path)
  );
}

/** Node itself and where programs lie are ours to say. */
const OURS = /^(PATH|HOME|NODE_ENV|NODE_VERSION|NODE_OPTIONS|CI|DEBIAN_FRONTEND|(PNPM|YARN|NPM|BUN|COREPACK)_.*)$/;

function givenTo({ variables }: DockerStage): Readonly<Record<string, string>> {
  const given = Object.entries(variables).filter(
    ([name, value]) => value !== '' && !OURS.test(name) && !saysSecret(name),
  );
  return Object.fromEntries(given.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
