import type { Considered } from '../../values/considered.ts';
import type { Fact } from '../../values/fact.ts';
import type { ProcessType } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { quoted } from '../../quoted.ts';
import { filesBesideCode } from '../files-by-kind.ts';
import { isForDevelopment } from '../for-development.ts';
import { folderOf, join, nameOf, upFrom } from '../paths.ts';
import { readSaid } from '../platform-files/read-said.ts';
import { at, entriesAt, textAt, type Said } from '../platform-files/said.ts';
import { serverCommand } from '../server/server-command.ts';
import { shortened } from './platform-processes.ts';
import { forImage, unwrapped } from './release-line.ts';
import { isScript } from './shell-line.ts';
import { sortLines, type SortedLines } from './sort-lines.ts';

const COMPOSE = /^(docker-)?compose([._-].*)?\.ya?ml$/;
/** What the image has; anything else is of the image that the file builds. */
const KNOWN = /^(?:\w+=\S*\s+|exec\s+)*(python|celery|\.\/manage\.py|rq|dramatiq|huey_consumer(\.py)?)\s/;
const MONITOR = /\bflower\b/;
/** A shell without a script, or nothing that ends: a container for somebody to work in. */
const IDLE = /^(exec\s+)?((\S*\/)?(ba|da|z)?sh|sleep\s+(infinity|inf|\d+)|tail\s+-[fF]\s+\/dev\/null|cat)$/;

/**
 * What the compose file nearest to manage.py, one for production first, runs besides the server in the same image: services that
 * share it and have commands of their own.
 */
export function fromCompose(files: ProjectFiles, projectDir: string): SortedLines {
  for (const folder of upFrom(projectDir)) {
    const [file] = filesBesideCode(files)
      .map(({ path }) => path)
      .filter((path) => folderOf(path) === folder && COMPOSE.test(nameOf(path)) && !isForDevelopment(nameOf(path)))
      .toSorted((a, b) => rank(a) - rank(b));
    if (file !== undefined) return sorted(files, projectDir, file);
  }
  return { processes: [], considered: [] };
}

function rank(path: string): number {
  const name = nameOf(path);
  return /prod|live|deploy/i.test(name) ? 0 : /^(docker-)?compose\.ya?ml$/.test(name) ? 1 : 2;
}

function sorted(files: ProjectFiles, projectDir: string, file: string): SortedLines {
  const services = entriesAt(readSaid(files, file), 'services');
  const images = services.map(([, service]) => imageOf(service));
  const processes: Fact<ProcessType>[] = [];
  const considered: Considered[] = [];
  for (const [index, [name, service]] of services.entries()) {
    const image = images[index];
    const isShared = image !== undefined && images.some((each, other) => other !== index && each === image);
    const command = commandOf(at(service, 'command'));
    if (!isShared || command === undefined || isNoneOfOurs(name, command, service)) continue;
    if (isElsewhere(service, folderOf(file), projectDir)) continue;
    const origin = { file, line: at(service, 'command')?.line ?? service.line };
    const found: SortedLines =
      isScript(command) || !KNOWN.test(command) || /^cd\s/.test(command)
        ? {
            processes: [],
            considered: [{ fact: 'processes', value: `${name}: ${shortened(command)}`, origin, why: OTHER }],
          }
        : sortLines(files, [{ name, command, origin }], projectDir, projectDir);
    processes.push(...found.processes.map((each) => ({ ...each, why: 'a service of the same image' })));
    considered.push(...found.considered);
  }
  return { processes, considered };
}

const OTHER = 'what it starts may be of that image alone; --process "NAME=…" takes a line for this one';

/** A server, a page for people, a program of development, a shell. */
function isNoneOfOurs(name: string, command: string, service: Said): boolean {
  const isServer = serverCommand(command) !== undefined || /manage\.py\s+runserver/.test(command);
  const isForDevelopers = isForDevelopment(name) || (at(service, 'profiles')?.items ?? []).length > 0;
  return isServer || isForDevelopers || IDLE.test(command) || MONITOR.test(`${name} ${command}`);
}

/** It is built of a folder that has another project. */
function isElsewhere(service: Said, from: string, projectDir: string): boolean {
  const context = textAt(service, 'build') ?? textAt(service, 'build', 'context') ?? '.';
  const folder = join(from, context);
  return folder !== undefined && !upFrom(projectDir).includes(folder) && !upFrom(folder).includes(projectDir);
}

/** What a service is made from, where it is told. */
function imageOf(service: Said): string | undefined {
  const built = textAt(service, 'build') ?? textAt(service, 'build', 'context');
  return built === undefined ? textAt(service, 'image') : `${built} ${textAt(service, 'build', 'dockerfile') ?? ''}`;
}

/** One line of shell, of what is written as one or as a list of words. */
function commandOf(said: Said | undefined): string | undefined {
  const words = said?.items.map(({ text = '' }) => text) ?? [];
  const isShell = words.length === 3 && /^(\S*\/)?(ba|da)?sh$/.test(words[0] ?? '') && /^-\w*c$/.test(words[1] ?? '');
  const line = isShell ? words[2] : words.length > 0 ? words.map(word).join(' ') : said?.text;
  const command = forImage(unwrapped((line ?? '').trim().replaceAll(/\s*\n\s*/g, ' ')));
  return command === '' ? undefined : command;
}

function word(text: string): string {
  return /^[\w./:@,+=-]+$/.test(text) ? text : quoted(text);
}
