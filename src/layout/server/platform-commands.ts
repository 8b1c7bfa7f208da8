import type { ProjectFiles } from '../../values/project-files.ts';
import { filesBesideCode } from '../files-by-kind.ts';
import { folderOf, join, nameOf } from '../paths.ts';

/** A line of shell by which a platform starts the project. */
export interface PlatformCommand {
  readonly text: string;
  readonly file: string;
  readonly line: number;
  /** Where it runs, below root. */
  readonly folder: string;
}

/** Under which key each platform's file has the command, and the folder that it runs in. */
interface Manner {
  readonly file: RegExp;
  readonly command: RegExp;
  readonly folder?: RegExp;
  /** What a service begins with; the file is one service without. */
  readonly service?: RegExp;
}

/**
 * render.com/docs/blueprint-spec, docs.railway.com/config-as-code, railpack.com/config/file, nixpacks.com/docs/configuration/file,
 * docs.digitalocean.com/products/app-platform/reference/app-spec, cloud.google.com/appengine/docs/standard/reference/app-yaml,
 * fly.io/docs/reference/configuration, devcenter.heroku.com/articles/build-docker-images-heroku-yml
 */
const manners: readonly Manner[] = [
  {
    file: /^render\.ya?ml$/,
    command: /^(startCommand|dockerCommand)$/,
    folder: /^rootDir$/,
    service: /^\s*- (type|name|runtime|env|plan):/,
  },
  { file: /^(railway\.(toml|json)|railpack\.json)$/, command: /^startCommand$/ },
  { file: /^nixpacks\.toml$/, command: /^(start\.)?cmd$/ },
  {
    file: /^(app|app-spec)\.ya?ml$/,
    command: /^(run_command|entrypoint)$/,
    folder: /^source_dir$/,
    service: /^\s*- \w+:/,
  },
  { file: /^fly\.toml$/, command: /^(app|web|server|django)$/ },
  { file: /^heroku\.ya?ml$/, command: /^web$/ },
];

/** Commands that start a server on a platform, in files at the top of the tree first. */
export function platformCommands(files: ProjectFiles): readonly PlatformCommand[] {
  const known = read.get(files);
  if (known !== undefined) return known;
  const found = filesBesideCode(files)
    .flatMap(({ path, kind }) => {
      const manner = kind === 'file' ? manners.find(({ file }) => file.test(nameOf(path))) : undefined;
      return manner === undefined ? [] : [{ path, manner }];
    })
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length)
    .flatMap(({ path, manner }) => commandsIn(files.readText(path) ?? '', path, manner));
  read.set(files, found);
  return found;
}

const read = new WeakMap<ProjectFiles, readonly PlatformCommand[]>();

/** Lines of the file from the top of a service to that of the next. */
function commandsIn(text: string, file: string, manner: Manner): PlatformCommand[] {
  const lines = text.split(/\r?\n/);
  const starts = lines.flatMap((line, index) => (manner.service?.test(line) === true ? [index] : []));
  // `.do/app.yaml` lies in a folder of its own: what it says is meant from the top.
  const base = /(^|\/)\.[\w-]+$/.test(folderOf(file)) ? (join(folderOf(file), '..') ?? '.') : folderOf(file);
  return [0, ...starts].flatMap((start, index) => {
    const end = starts[index] ?? lines.length;
    const service = lines.slice(start, end);
    const named = manner.folder === undefined ? [] : valuesOf(service, manner.folder);
    const folder = join(base, named[0]?.texts[0]?.text ?? '.') ?? base;
    return valuesOf(service, manner.command).flatMap(({ texts }) =>
      texts.map((each) => ({ text: each.text, file, line: start + each.at + 1, folder })),
    );
  });
}

interface Texts {
  readonly texts: readonly { readonly text: string; readonly at: number }[];
}

/** What a key of YAML, TOML or JSON is given: a line, or those of a block below it. */
function valuesOf(lines: readonly string[], key: RegExp): Texts[] {
  return lines.flatMap((line, at) => {
    const [, indent = '', name = '', written = ''] = /^(\s*(?:- )?)"?([\w.]+)"?\s*[:=]\s*(.*?),?\s*$/.exec(line) ?? [];
    if (!key.test(name)) return [];
    if (!/^[|>][+-]?$/.test(written)) return [{ texts: [{ text: unquoted(written), at }] }];
    const below = lines.slice(at + 1);
    const end = below.findIndex((each) => each.trim() !== '' && each.search(/\S/) <= indent.length);
    const block = below.slice(0, end === -1 ? undefined : end);
    return [{ texts: block.map((each, index) => ({ text: each.trim(), at: at + 1 + index })) }];
  });
}

function unquoted(text: string): string {
  return text.replace(/\s+#.*$/, '').replace(/^(["'])(.*)\1$/, '$2');
}
