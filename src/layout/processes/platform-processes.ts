import type { Considered } from '../../values/considered.ts';
import type { Fact } from '../../values/fact.ts';
import type { ProcessType } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { upFrom } from '../paths.ts';
import { platformServices, type PlatformService } from '../platform-files/platform-services.ts';
import type { ProcfileLine } from './procfile.ts';
import { runsOnce, typed } from './runs-once.ts';
import { isScript } from './shell-line.ts';
import { sortLines, type SortedLines } from './sort-lines.ts';
import { folderInImage, namesBeside } from './where-lines-run.ts';

/** What platforms' files say, sorted. */
export interface SortedServices extends SortedLines {
  /** Nothing of what stays was passed over. */
  readonly isWhole: boolean;
  /** Processes of further files. */
  readonly others: readonly Fact<ProcessType>[];
}

/**
 * Of the file nearest to manage.py, beside it or above, that names any: workers. What runs at times, or once, is passed over, and
 * so is a script, which is written for the machine that the platform makes.
 */
export function fromPlatforms(files: ProjectFiles, projectDir: string): SortedServices {
  const all = servicesByFile(files, projectDir).map((services) => sorted(files, projectDir, services));
  const [first, ...more] = all.filter((each) => each.processes.length > 0 || each.considered.length > 0);
  const others = more.flatMap(({ processes }) => processes);
  return { ...(first ?? { processes: [], considered: [], isWhole: true }), others };
}

/** What files in the folder of manage.py and above list, the nearest first, each file's for itself. */
export function servicesByFile(files: ProjectFiles, projectDir: string): readonly (readonly PlatformService[])[] {
  const all = upFrom(projectDir)
    .flatMap((folder) => platformServices(files).filter(({ base }) => base === folder))
    .map((each) =>
      namesBeside(files, each.command, each.folder, projectDir) ? { ...each, folder: projectDir } : each,
    );
  return [...new Set(all.map(({ file }) => file))].map((file) => all.filter((each) => each.file === file));
}

function sorted(
  files: ProjectFiles,
  projectDir: string,
  services: readonly PlatformService[],
): Omit<SortedServices, 'others'> {
  const running = services.filter(({ does }) => /^(serve|work|clock|job)$/.test(does));
  const shared = sharedWords(running.map(({ name }) => name));
  const all = running.map((service): SortedLines => {
    const { name, command, folder, origin } = service;
    const line: ProcfileLine = { name: name.slice(shared.length) || name, command, origin };
    if (service.does === 'serve') return { processes: [], considered: [] };
    const at = folderInImage(folder, projectDir);
    const why = elsewhere(service, projectDir) ?? endsAfter(files, service, line, at) ?? scripted(command);
    return why === undefined
      ? sortLines(files, [line], folder, projectDir)
      : { processes: [], considered: [passedOver(line, why)] };
  });
  return {
    processes: all.flatMap(({ processes }) => processes),
    considered: all.flatMap(({ considered }) => considered),
    isWhole: !all.some(({ considered }) => considered.some(({ why }) => why === SCRIPT)),
  };
}

const SCRIPT = 'it is a script for the machines of that platform; --process "NAME=…" takes a line for the image';

function scripted(command: string): string | undefined {
  return isScript(command) ? SCRIPT : undefined;
}

/** A script of many lines is known by its first words. */
const LONGEST = 100;

function passedOver({ name, command, origin }: ProcfileLine, why: string): Considered {
  return { fact: 'processes', value: `${name}: ${shortened(command)}`, origin, why };
}

/** A command as it is shown. */
export function shortened(command: string): string {
  return command.length > LONGEST ? `${command.slice(0, LONGEST)}…` : command;
}

/** Why it is none that stays, and what runs it. */
function endsAfter(
  files: ProjectFiles,
  { does, schedule = 'cron' }: PlatformService,
  line: ProcfileLine,
  folder: string | undefined,
): string | undefined {
  const run = `simple-deploy run -- ${typed(line.command, folder)}`;
  if (does === 'clock') return `it is run by the clock (${schedule}): ${run}`;
  return does === 'job' ? (runsOnce(files, line, folder) ?? `it ends when its work is done: ${run}`) : undefined;
}

/** Why a command is none of this project's. */
export function elsewhere(
  { runtime = 'python', folder }: Pick<PlatformService, 'runtime' | 'folder'>,
  projectDir: string,
): string | undefined {
  if (!/^(python.*|docker)$/.test(runtime)) return `it runs on ${runtime}`;
  const isNear = upFrom(projectDir).includes(folder) || upFrom(folder).includes(projectDir);
  return isNear ? undefined : `it runs in ${folder}, which is another service`;
}

/** `shop-` of `shop-web` and `shop-worker`, or of `shop` and `shop-worker`: a platform wants names that nobody else has. */
function sharedWords(names: readonly string[]): string {
  const [first = ''] = names;
  const words = first.split('-');
  const heads = words.map((_, index) => words.slice(0, index + 1).join('-'));
  const shared = heads.findLast((head) => names.every((name) => name === head || name.startsWith(`${head}-`)));
  return names.length < 2 || shared === undefined ? '' : `${shared}-`;
}
