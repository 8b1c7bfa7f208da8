import type { Origin } from '../../values/fact.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { lineOfKey, readPackage } from '../frontend/node-packages.ts';
import { folderOf, join, nameOf, upFrom } from '../paths.ts';
import { platformServices } from '../platform-files/platform-services.ts';
import { readProcfile } from '../processes/procfile.ts';
import { servedByScript } from './other-servers.ts';
import { serverCommand, standIn, type ServerCommand } from './server-command.ts';
import { withHeld } from './held-commands.ts';
import { filesBesideCode } from '../files-by-kind.ts';
import { isForDevelopment } from '../for-development.ts';

/** A command of the project that starts a server, and where it stands. */
export type OwnCommand = ServerCommand & {
  readonly origin: Exclude<Origin, string>;
  /** Where it runs, where that is another folder than the file's. */
  readonly folder?: string;
};

/** Scripts that start something come before those that set something up. */
const STARTS = /(^|[-_.])(start|entry-?point|run|serve|server|boot|web|gunicorn|uwsgi|uvicorn|daphne)([-_.]|$)/i;
const PRODUCTION = /(^|[-_./])(prod|production)([-_./]|$)/i;
/** What works beside a server, of which a project may have dozens. */
const WORKS = /(^|[-_./])(celery|worker|beat|celerybeat|flower)([-_./]|$)/i;
const FILES = /^(?:(dockerfile|containerfile)([._-].*)?|.*\.dockerfile|(docker-)?compose([._-].*)?\.ya?ml)$/i;

/**
 * Commands by which the project starts a server, the likeliest first: `web` of the Procfile, scripts of package.json, then
 * Dockerfiles and compose files beside manage.py and above it, then those elsewhere, then files of platforms, then systemd's units, then shell scripts. Not those for development and tests.
 */
export function ownCommands(files: ProjectFiles, projectDir: string): readonly OwnCommand[] {
  const known = read.get(files);
  if (known?.projectDir === projectDir) return known.commands;
  const commands = readCommands(files, projectDir);
  read.set(files, { projectDir, commands });
  return commands;
}

/** Asked for by the application and by the server: the tree is gone through once. */
const read = new WeakMap<ProjectFiles, { readonly projectDir: string; readonly commands: readonly OwnCommand[] }>();

function readCommands(files: ProjectFiles, projectDir: string): readonly OwnCommand[] {
  const folders = upFrom(projectDir);
  const near = (path: string): number => {
    const at = folders.findIndex((folder) => folder === folderOf(path));
    return at === -1 ? folders.length : at;
  };
  const inFolders = (name: RegExp): readonly string[] =>
    filesBesideCode(files)
      .filter(({ path, kind }) => kind === 'file' && name.test(nameOf(path)) && !isForDevelopment(path))
      .map(({ path }) => path)
      .toSorted((a, b) => near(a) - near(b) || likeliness(b) - likeliness(a))
      .slice(0, MOST);
  return [
    ...ofProcfile(files, projectDir),
    ...folders.flatMap((folder) => ofPackage(files, join(folder, 'package.json') ?? '')),
    ...inFolders(FILES).flatMap((path) => commandsIn(files, path)),
    ...ofPlatforms(files, projectDir),
    ...[...inFolders(/\.service$/), ...inFolders(/\.sh$|^(start|entrypoint|run|boot|gunicorn_start)$/)].flatMap(
      (path) => commandsIn(files, path),
    ),
  ];
}

function likeliness(path: string): number {
  return Number(STARTS.test(nameOf(path))) - 2 * Number(WORKS.test(path)) + Number(PRODUCTION.test(path)) / 2;
}

/** What platforms run in the folder of manage.py, around it or below. */
function ofPlatforms(files: ProjectFiles, projectDir: string): OwnCommand[] {
  const isNear = (folder: string): boolean =>
    upFrom(projectDir).includes(folder) || upFrom(folder).includes(projectDir);
  return platformServices(files)
    .filter(({ does, folder }) => does === 'serve' && isNear(folder))
    .flatMap(({ lines, file, folder }) => lines.map((each) => ({ ...each, file, folder })))
    .flatMap(({ text, file, line, folder }) => {
      const found = commandOf(files, `${folder}/-`, text);
      const script = found === undefined ? scriptStarted(files, `${folder}/-`, text) : undefined;
      const commands = script === undefined ? [] : commandsIn(files, script, true);
      return found === undefined ? commands : [{ ...found, origin: { file, line }, folder }];
    });
}

/** The commands of a file, those of a script that it starts (`CMD ["./start.sh"]`) in the place of that. */
function commandsIn(files: ProjectFiles, path: string, isScript = false): OwnCommand[] {
  return withoutReloading(withHeld(linesOf(files.readText(path) ?? ''))).flatMap(([text, line]) => {
    const found = commandOf(files, path, text);
    if (found !== undefined) return [{ ...found, origin: { file: path, line } }];
    const script = isScript ? undefined : scriptStarted(files, path, text);
    return script === undefined ? [] : commandsIn(files, script, true);
  });
}

/** A server that watches the code is for people who develop, where the file starts one that does not (`if [ "$RELOAD" ]; then …`). */
function withoutReloading(lines: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] {
  const reloads = (text: string): boolean => /\s--(auto-?)?reload(\s|$)/.test(text);
  const isOther = lines.some(([text]) => !reloads(text) && serverCommand(text) !== undefined);
  return isOther ? lines.filter(([text]) => !reloads(text)) : lines;
}

/** A script that is the whole line, by its path where the project lies elsewhere: the longest end of it that is a file here. */
function scriptStarted(files: ProjectFiles, path: string, text: string): string | undefined {
  return fileNamed(files, path, /^(?:exec |(?:ba|da)?sh )?([\w./-]+\.sh)$/.exec(text)?.[1]);
}

/** The server that a line starts, itself or by a Python script of the project that serves with another than the image's. */
function commandOf(files: ProjectFiles, path: string, text: string): ServerCommand | undefined {
  const script = fileNamed(files, path, /(?:^|\s)python[\d.]* (?:-u )?([\w./-]+\.py)(?:\s|$)/.exec(text)?.[1]);
  const instead = script === undefined ? undefined : servedByScript(files.readText(script) ?? '');
  const started = serverCommand(text) ?? (instead === undefined ? undefined : standIn(instead));
  return started === undefined ? undefined : withApplication(files, path, started);
}

/** gunicorn takes the application from its file of configuration too: `wsgi_app = "wsgi.app:application"` (its documentation, Settings). */
function withApplication(files: ProjectFiles, path: string, command: ServerCommand): ServerCommand {
  if (command.server !== 'gunicorn' || command.application !== undefined || command.file === undefined) return command;
  const file = fileNamed(files, path, command.file.replace(/^(file|python):/, ''));
  const text = file === undefined ? '' : (files.readText(file) ?? '');
  const application = /^wsgi_app\s*=\s*["']([\w.:]+)["']/m.exec(text)?.[1];
  return application === undefined ? command : { ...command, application };
}

/** The file of the project that a line of another means: the longest end of the path that is one, from that file's folder upwards. */
export function fileNamed(files: ProjectFiles, path: string, named = ''): string | undefined {
  const parts = named.split('/').filter((part) => part !== '' && part !== '.');
  return parts
    .map((_, index) => parts.slice(index).join('/'))
    .flatMap((tail) => upFrom(folderOf(path)).map((folder) => join(folder, tail)))
    .find((each) => each !== undefined && files.entry(each)?.kind === 'file');
}

/** A tree of a hundred services says nothing about the one that is meant. */
const MOST = 12;

function ofProcfile(files: ProjectFiles, projectDir: string): readonly OwnCommand[] {
  const lines = readProcfile(files, projectDir)?.lines ?? [];
  return lines
    .filter(({ name }) => name === 'web')
    .flatMap(({ command, origin }) => {
      const found = 'file' in origin ? commandOf(files, origin.file, command) : undefined;
      return found === undefined ? [] : [{ ...found, origin }];
    });
}

/** Scripts of npm that start what is deployed; a front end's start its own server, which is none of ours. */
function ofPackage(files: ProjectFiles, path: string): readonly OwnCommand[] {
  const found = files.entry(path) === undefined ? undefined : readPackage(files, path);
  const scripts = found === undefined ? [] : Object.entries(found.scripts);
  return scripts
    .filter(([name]) =>
      /^(start|serve|server|web|prod|production)([:_-](prod|production|server|web|backend))?$/.test(name),
    )
    .flatMap(([name, line]) => {
      const command = serverCommand(line);
      const origin = { file: path, line: lineOfKey(found?.text ?? '', name) };
      return command === undefined ? [] : [{ ...command, origin }];
    });
}

/**
 * Lines that may be commands, with their number: those of shell, and behind CMD, ENTRYPOINT and `command:`. A list in
 * brackets is joined; what installs a server or copies its files starts none.
 */
function linesOf(text: string): readonly (readonly [string, number])[] {
  const lines: (readonly [string, number])[] = [];
  let isNames = false;
  let open: { readonly line: number; text: string } | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const piece = raw.trim();
    if (piece === '' || piece.startsWith('#')) continue;
    isNames = NAMES.test(piece) || (isNames && piece.startsWith('- '));
    if (isNames) continue;
    open = { line: open?.line ?? index + 1, text: `${open?.text ?? ''} ${piece.replace(/\\$/, '')}` };
    const isOpen = piece.endsWith('\\') || (/\[[^\]]*$/.test(open.text) && !/\]/.test(piece));
    if (isOpen) continue;
    lines.push([plain(open.text.trim()), open.line]);
    open = undefined;
  }
  return lines;
}

/** What a compose file lists below these are names of services and the like: `- uwsgi`. */
const NAMES = /^(depends_on|links|networks|profiles|volumes_from):$/;

function plain(line: string): string {
  const command = line.replace(
    /^(CMD|ENTRYPOINT|RUN)\s+|^-?\s*(command|entrypoint):\s*[>|]?-?\s*|^-\s+|^ExecStart=[-@:+!]*/i,
    '',
  );
  const list = /^\[(.*)\]$/.exec(command)?.[1];
  if (list === undefined) return command.replace(/^(["'])(.*)\1$/, '$2');
  return [...list.matchAll(/"([^"]*)"|'([^']*)'|[^\s,]+/g)].map((m) => m[1] ?? m[2] ?? m[0]).join(' ');
}
