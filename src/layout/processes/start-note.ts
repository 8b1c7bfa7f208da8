import type { Problem } from '../../problems.ts';
import type { Fact } from '../../values/fact.ts';
import { place } from '../../values/place.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { instructions } from '../dockerfile-instructions.ts';
import { isDockerfile } from '../dockerfile-name.ts';
import { fileNamed, ownCommands } from '../server/own-commands.ts';
import { endsByItself } from './runs-once.ts';

/** What of it a release, the build or the summary of a push does, or only developers want. */
const CARED_FOR =
  /^(create_?(admin|super)\w*|\w*superuser\w*|check|clear_cache|clearsessions|collectstatic|compilemessages|compilescss|compress|createcachetable|dbbackup|dbrestore|dbshell|diffsettings|dumpdata|flush|inspectdb|invalidate_cachalot|make(messages|migrations)|migrate\w*|reset_db|shell(_plus)?|showmigrations|sql(flush|migrate)|syncdb|test)$/;
const RUN = /(?:^|[\s;&|("'])(?:\S*\/)?manage\.py\s+(?:-\S+\s+)*([a-z][\w-]*)((?:\s+[^;&|<>)"'#]+)?)/g;
/** What may be run by some starts and not by others, or is a function: told by its first word, and by the last line of it. */
const OPENS =
  /^\s*(?:(?:if|case|for|while|until|select|function)\b(?!.*\b(?:fi|esac|done)\s*$)|[\w-]+\s*\(\)\s*\{?\s*$)/;
const CLOSES = /^\s*(?:(?:fi|esac|done)\b|\}\s*$)/;
/** More than these say nothing more. */
const MOST = 6;

/**
 * What each start of the project's own server does besides (`manage.py loaddata roles`, a command of the project that does one
 * thing): no start of ours does it, and the site may need it. Read from the script that starts the server, the Dockerfile's
 * ENTRYPOINT, or the line itself.
 */
export function startNote(
  files: ProjectFiles,
  projectDir: string,
  release: readonly Fact<string>[],
): readonly Problem[] {
  const [first] = ownCommands(files, projectDir);
  if (first === undefined || !('file' in first.origin) || first.origin.line === undefined) return [];
  const { file, line } = first.origin;
  const runs = [...inFile(files, file, line), ...entryScripts(files, file).flatMap((script) => inFile(files, script))];
  const done = release.map(({ value }) => value).join('\n');
  const told = runs
    .filter(({ command }) => !done.includes(`manage.py ${command}`))
    .filter(({ command }, index, all) => all.findIndex((each) => each.command === command) === index);
  return told.length === 0 ? [] : [{ code: 'start-runs-more', commands: told.slice(0, MOST) }];
}

/** What a script runs; of a file that is none, what the line that starts the server does. */
function inFile(files: ProjectFiles, file: string, only?: number) {
  const isScript = only === undefined || !/\.ya?ml$|\.json$|Procfile/.test(file);
  const lines = isDockerfile(file) ? [] : (files.readText(file) ?? '').split(/\r?\n/);
  let depth = 0;
  return lines.flatMap((text, index) => {
    depth += Number(OPENS.test(text)) - Number(CLOSES.test(text));
    if (/^\s*#/.test(text) || (isScript ? depth > 0 : index + 1 !== only)) return [];
    return [...text.matchAll(RUN)].flatMap(([, name = '', rest = '']) => {
      if (CARED_FOR.test(name) || rest.includes('$') || !endsByItself(files, name)) return [];
      return [
        {
          command: `${name}${rest.replace(/\s+\\?$/, '')}`.replaceAll(/\s+/g, ' '),
          where: place({ file, line: index + 1 }),
        },
      ];
    });
  });
}

/** `ENTRYPOINT ["/app/entrypoint.sh"]` of the Dockerfile whose CMD starts the server. */
function entryScripts(files: ProjectFiles, file: string): readonly string[] {
  if (!isDockerfile(file)) return [];
  return instructions(files.readText(file) ?? '')
    .filter(({ name }) => name === 'ENTRYPOINT' || name === 'CMD')
    .flatMap(({ text }) => text.split(/[\s"',[\]]+/))
    .filter((word) => /\.sh$|(^|\/)(docker-)?entrypoint$/.test(word))
    .flatMap((word) => fileNamed(files, file, word) ?? []);
}
