import type { Choices } from './choices.ts';
import { dependenciesFor } from './dependencies.ts';
import { noiseFor } from './noise.ts';
import { byChoice, join } from './paths.ts';
import { settingsFor } from './settings.ts';
import { managePyFor, serverFor } from './python-files.ts';

/** What a reader must find: the facts, or the code of the problem that stands in the way. */
export type Expected =
  | {
      readonly managePy: string;
      readonly settingsModule: string;
      readonly productionSettingsModule: string;
      readonly application: string;
      readonly dependencies: string;
    }
  | { readonly problem: string };

/** A generated project: its files, links as `{ to }`. */
export interface Tree {
  readonly files: Readonly<Record<string, string | Uint8Array | { readonly to: string }>>;
  readonly expected: Expected;
}

/** Builds the project that the choices describe; what must be read from it is known from how it is built. */
export function buildTree(choices: Choices): Tree {
  const name = byChoice(['blog', 'config', 'mysite', 'web_site'], choices.package);
  const projectDir = join(...folders(choices, name));
  const settings = settingsFor(choices, projectDir, name);
  const dependencies = dependenciesFor(choices, projectDir);
  const server = serverFor(choices, projectDir, name, settings, dependencies.manifest);
  const files = {
    ...noiseFor(choices, projectDir),
    ...settings.files,
    ...server.files,
    ...dependencies.files,
    ...managePyFor(choices, projectDir, settings.named),
  };
  const problem = firstProblem(choices, settings.problem, dependencies.problem);
  const facts = {
    managePy: join(projectDir, 'manage.py'),
    settingsModule: settings.named,
    productionSettingsModule: settings.used,
    application: server.application,
    dependencies: dependencies.manifest,
  };
  const written = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, encoded(choices, path, text)]));
  return { files: written, expected: problem === undefined ? facts : { problem } };
}

/** Folders from the root to manage.py: of names of their own, all named like the package, of names with blanks, the usual ones. */
function folders({ depth, folders: way }: Choices, name: string): string[] {
  const names = byChoice(
    [
      ['outer', 'middle', 'inner'],
      [name, name, name],
      ['My Site (new)', 'übersicht', 'Blog-2.0'],
      ['src', 'backend', 'django_project'],
    ],
    way,
  );
  return names.slice(0, depth);
}

/** manage.py is asked first, then the settings, then what is to be installed. */
function firstProblem({ several }: Choices, ...others: readonly (string | undefined)[]): string | undefined {
  return several === 11 ? 'manage-py-several' : others.find((each) => each !== undefined);
}

/** As editors on other systems write it: with a byte order mark, with CRLF, without a last line's end. */
function encoded({ text: way }: Choices, path: string, text: string | { readonly to: string }) {
  if (typeof text !== 'string' || !/\.(py|txt)$/.test(path)) return text;
  return byChoice([text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`, text.trimEnd()], way);
}
