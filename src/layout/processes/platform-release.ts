import type { Considered } from '../../values/considered.ts';
import type { Fact } from '../../values/fact.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { join } from '../paths.ts';
import type { PlatformService } from '../platform-files/platform-services.ts';
import { elsewhere, servicesByFile, shortened } from './platform-processes.ts';
import { forImage, releaseLine } from './release-line.ts';
import { isPlainMigrate } from './release.ts';
import { typed } from './runs-once.ts';
import { folderInImage } from './where-lines-run.ts';

/** What a release runs by platforms' files, and what of them it does not. */
export interface PlatformRelease {
  readonly release: readonly Fact<string>[];
  readonly considered: readonly Considered[];
}

/**
 * The release commands of the file nearest to manage.py that names any, unless the Procfile does. What a platform runs once, when
 * an app is made, is passed over, as is what it runs while it builds or starts.
 * @param before what the Procfile says that a release runs
 */
export function releaseOfPlatforms(
  files: ProjectFiles,
  projectDir: string,
  before: readonly Fact<string>[],
): PlatformRelease {
  const all = servicesByFile(files, projectDir).map((services) => ofFile(files, projectDir, services));
  const [first, ...more] = [{ release: before, considered: [] }, ...all].filter(({ release }) => release.length > 0);
  const late = more.flatMap(({ release }) => release).filter(({ value }) => !isPlainMigrate(value));
  return {
    release: first === undefined || first.release === before ? [] : first.release,
    considered: [
      ...all.flatMap(({ considered }) => considered),
      ...late.map(({ value, origin }) =>
        passedOver(value, origin, `${fileOf(first?.release)} says what a release runs`),
      ),
    ],
  };
}

function fileOf(release: readonly Fact<string>[] = []): string {
  const origin = release[0]?.origin;
  return typeof origin === 'object' && 'file' in origin ? origin.file : 'another file';
}

function ofFile(files: ProjectFiles, projectDir: string, services: readonly PlatformService[]): PlatformRelease {
  const found = services.flatMap((service): readonly PlatformRelease[] => {
    const { does } = service;
    if (!/^(release|first|build|serve)$/.test(does) || elsewhere(service, projectDir) !== undefined) return [];
    const at = folderInImage(service.folder, projectDir);
    const placed = (line: string): string => forImage(line, at, projectDir);
    if (does === 'build' || does === 'serve')
      return [{ release: [], considered: onTheWay(files, service, at, placed) }];
    const seen = releaseLine(files, service.folder, service.command, placed);
    if (seen === undefined) return [];
    const { origin } = service;
    if ('why' in seen) return [{ release: [], considered: [passedOver(service.command, origin, seen.why)] }];
    const value = at === undefined ? seen.line : `cd ${at} && ${seen.line}`;
    if (does === 'release') return [{ release: [{ value, origin }], considered: [] }];
    const why = `it is done once, when an app is made: simple-deploy run -- ${typed(seen.line, at)}`;
    return [{ release: [], considered: isPlainMigrate(value) ? [] : [passedOver(seen.line, origin, why)] }];
  });
  return {
    release: distinct(found.flatMap(({ release }) => release)),
    considered: found.flatMap(({ considered }) => considered),
  };
}

/** Two services of one image each name the same. */
function distinct(release: readonly Fact<string>[]): readonly Fact<string>[] {
  return release.filter(({ value }, index) => release.findIndex((each) => each.value === value) === index);
}

/** Commands of manage.py that a build or a start there runs, itself or by a script of the project, besides what ours and a release do. */
function onTheWay(
  files: ProjectFiles,
  service: PlatformService,
  at: string | undefined,
  placed: (line: string) => string,
): readonly Considered[] {
  const lines = service.lines.flatMap(({ text, line }) => {
    const [, script = ''] = /^(?:(?:ba|da)?sh\s+)?((?:\.\/)?[\w./-]+\.sh)$/.exec(text) ?? [];
    const path = join(service.folder, script) ?? script;
    const inside = script === '' ? undefined : files.readText(path);
    return inside === undefined
      ? [{ text, origin: { file: service.file, line } }]
      : inside.split('\n').map((each, index) => ({ text: each.trim(), origin: { file: path, line: index + 1 } }));
  });
  return lines.flatMap(({ text, origin }) =>
    managed(files, service.folder, text, placed).map((command) =>
      passedOver(
        command,
        origin,
        `a ${service.does === 'build' ? 'build' : 'start'} there runs it, ours does not: simple-deploy run -- ${typed(command, at)}`,
      ),
    ),
  );
}

function managed(
  files: ProjectFiles,
  folder: string,
  line: string,
  placed: (line: string) => string,
): readonly string[] {
  if (/^(#|if\b|echo\b)/.test(line)) return [];
  return line
    .replace(/\s*\|\|.*$/, '')
    .split(/\s*(?:&&|;)\s*/)
    .filter(
      (part) => /manage\.py\s/.test(part) && !/manage\.py\s+(makemigrations|collectstatic|runserver)\b/.test(part),
    )
    .flatMap((part) => {
      const seen = releaseLine(files, folder, part, placed);
      return seen === undefined || 'why' in seen || isPlainMigrate(seen.line) ? [] : [seen.line];
    });
}

function passedOver(command: string, origin: Fact<string>['origin'], why: string): Considered {
  return { fact: 'releaseCommands', value: shortened(command), origin, why };
}
