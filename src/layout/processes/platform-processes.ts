import { posix } from 'node:path';
import type { Considered } from '../../values/considered.ts';
import { PROJECT_IN_IMAGE } from '../../values/image-paths.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { nameOf, join, upFrom } from '../paths.ts';
import { platformServices, type PlatformService } from './platform-services.ts';
import type { ProcfileLine } from './procfile.ts';
import { runsOnce, typed } from './runs-once.ts';
import { isPlainLine } from './shell-line.ts';
import { sortLines, type SortedLines } from './sort-lines.ts';

/** Files that list what a platform runs: render.com/docs/blueprint-spec and docs.digitalocean.com/products/app-platform/reference/app-spec. */
const FILES = ['render.yaml', 'render.yml', '.do/app.yaml', '.do/app.yml', '.do/deploy.template.yaml'];

/** What a platform's file says, sorted. */
export interface SortedServices extends SortedLines {
  /** Nothing of what stays was passed over. */
  readonly isWhole: boolean;
}

/**
 * Of the file nearest to manage.py, beside it or above, that names any: workers. What runs at times, or once, is passed over, and
 * so is a script, which is written for the machine that the platform makes.
 */
export function fromPlatforms(files: ProjectFiles, projectDir: string): SortedServices {
  for (const folder of upFrom(projectDir)) {
    for (const name of FILES) {
      const file = join(folder, name) ?? name;
      const services = platformServices(file, textOf(files, file)).filter((each) => commandOf(each) !== undefined);
      const found = sorted(files, projectDir, folder, services);
      if (found.processes.length > 0 || found.considered.length > 0) return found;
    }
  }
  return { processes: [], considered: [], isWhole: true };
}

/** The spec of a template that holds an app's: `spec:` around it. */
function textOf(files: ProjectFiles, file: string): string {
  const text = files.readText(file) ?? '';
  return nameOf(file).startsWith('deploy.template') ? text.replace(/^spec:\s*$/m, '').replaceAll(/^ {2}/gm, '') : text;
}

function sorted(
  files: ProjectFiles,
  projectDir: string,
  folder: string,
  services: readonly PlatformService[],
): SortedServices {
  const shared = sharedWords(services.map(nameOfService));
  const all = services.map((service): SortedLines => {
    const { command, key } = commandOf(service) ?? { command: '', key: '' };
    const full = nameOfService(service);
    const line: ProcfileLine = { name: full.slice(shared.length) || full, command, origin: service.at(key) };
    if (isSite(service)) return { processes: [], considered: [] };
    const where = join(folder, service.keys.get('rootDir') ?? service.keys.get('source_dir') ?? '.') ?? folder;
    const at = where === projectDir ? undefined : posix.join(PROJECT_IN_IMAGE, where);
    const why = elsewhere(service, where, projectDir) ?? endsAfter(files, service, line, at) ?? scripted(command);
    return why === undefined
      ? sortLines(files, [line], where, at)
      : { processes: [], considered: [passedOver(line, why)] };
  });
  return {
    processes: all.flatMap(({ processes }) => processes),
    considered: all.flatMap(({ considered }) => considered),
    isWhole: !all.some(({ considered }) => considered.some(({ why }) => why === SCRIPT)),
  };
}

const SCRIPT = 'it is a script for the machines of that platform; --process "NAME=…" takes a line for the image';

/** Files of shell, and lines that do more than start something, most often install it first. */
function scripted(command: string): string | undefined {
  const isScript = /(^|[\s;&/])[\w.-]+\.(sh|bash)(\s|$)/.test(command);
  const installs = /\b(pip3?|apt|apt-get|apk|npm|uv|poetry) (install|add|sync|ci)\b/.test(command);
  return isScript || installs || !isPlainLine(command) ? SCRIPT : undefined;
}

/** A script of many lines is known by its first words. */
const LONGEST = 100;

function passedOver({ name, command, origin }: ProcfileLine, why: string): Considered {
  const shown = command.length > LONGEST ? `${command.slice(0, LONGEST)}…` : command;
  return { fact: 'processes', value: `${name}: ${shown}`, origin, why };
}

/** What takes requests, which is the server's or another's to do. */
function isSite({ section, keys }: PlatformService): boolean {
  return !/^(workers|jobs)$/.test(section) && !/^(worker|cron)$/.test(keys.get('type') ?? '');
}

/** Why it is none that stays, and what runs it. */
function endsAfter(
  files: ProjectFiles,
  { section, keys }: PlatformService,
  line: ProcfileLine,
  folder: string | undefined,
): string | undefined {
  const run = `simple-deploy run -- ${typed(line.command, folder)}`;
  if (keys.get('type') === 'cron') return `it is run by the clock (${keys.get('schedule') ?? 'cron'}): ${run}`;
  return section === 'jobs' ? (runsOnce(files, line, folder) ?? `it ends when its work is done: ${run}`) : undefined;
}

/** Why a worker is none of this project's. */
function elsewhere({ keys }: PlatformService, folder: string, projectDir: string): string | undefined {
  const runtime = keys.get('runtime') ?? keys.get('env') ?? keys.get('environment_slug') ?? 'python';
  if (!/^(python|docker)$/.test(runtime)) return `it runs on ${runtime}`;
  const isNear = upFrom(projectDir).includes(folder) || upFrom(folder).includes(projectDir);
  return isNear ? undefined : `it runs in ${folder}, which is another service`;
}

/** What has none runs what its own image says. */
function commandOf({ keys }: PlatformService): { command: string; key: string } | undefined {
  for (const key of ['startCommand', 'dockerCommand', 'run_command']) {
    const command = keys.get(key) ?? '';
    if (command !== '' && !command.includes('{{')) return { command, key };
  }
  return undefined;
}

function nameOfService({ keys, section }: PlatformService): string {
  return keys.get('name') ?? (section === 'workers' ? 'worker' : (keys.get('type') ?? 'worker'));
}

/** `shop-` of `shop-web` and `shop-worker`, or of `shop` and `shop-worker`: a platform wants names that nobody else has. */
function sharedWords(names: readonly string[]): string {
  const [first = ''] = names;
  const words = first.split('-');
  const heads = words.map((_, index) => words.slice(0, index + 1).join('-'));
  const shared = heads.findLast((head) => names.every((name) => name === head || name.startsWith(`${head}-`)));
  return names.length < 2 || shared === undefined ? '' : `${shared}-`;
}
