import { quoted } from '../../quoted.ts';

/** Commands of manage.py that the build of the image runs. */
export const OF_THE_BUILD = /manage\.py\s+(compress|compilemessages|compilescss)\b/;

/** Operators after which another program runs, and those that make `exec` wrong. */
const chain = /\s*(?:&&|;)\s*/;
const noExec = /\|\||(^|[^|])\|([^|]|$)|(^|[^&])&([^&]|$)|[()`]|\$\(|\b(if|for|while|case|do)\b|^\s*exec\b/;

/** Whether a line runs commands one behind the other, the last of which stays: no loop, no pipe, no other way out. */
export function isPlainLine(line: string): boolean {
  return !noExec.test(line.replaceAll(/\bexec\s/g, ''));
}

/** Files of shell, and lines that do more than start something, most often install it first: written for a machine of a platform. */
export function isScript(line: string): boolean {
  const isFile = /(^|[\s;&/])[\w.-]+\.(sh|bash)(\s|$)/.test(line);
  return isFile || installs(line) || !isPlainLine(line);
}

/** Whether it puts packages into a machine, which the build of an image has done. */
export function installs(line: string): boolean {
  return INSTALLS.test(line);
}

const INSTALLS = /\b(pip3?|apt|apt-get|apk|npm|uv|poetry) (install|add|sync|ci)\b/;

/**
 * Argv that runs a line as a platform with a Procfile does, by a shell, in a folder; the shell makes way for the last program,
 * so that SIGTERM reaches it. `VAR=x exec program` hands the variable on (POSIX, "Special Built-In Utilities").
 */
export function shellCommand(line: string, folder?: string): readonly string[] {
  const go = folder === undefined ? '' : `cd ${quoted(folder)} && `;
  return ['sh', '-c', go + withExec(line.trim())];
}

function withExec(line: string): string {
  if (noExec.test(line) || /['"].*(&&|;).*['"]/.test(line)) return line;
  const parts = line.split(chain);
  const last = parts.at(-1) ?? '';
  const [, variables = '', program = ''] = /^((?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\S*)\s+)*)(.*)$/.exec(last) ?? [];
  // Words that only the shell itself knows run no program.
  if (program === '' || /^(cd|export|set|\.|source|exec|:)(\s|$)/.test(program)) return line;
  return `${line.slice(0, line.length - last.length)}${variables}exec ${program}`;
}
