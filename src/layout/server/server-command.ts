import { SERVERS, type Server } from '../../values/server.ts';
import { nameOf } from '../paths.ts';
import { otherApplication, otherServer } from './other-servers.ts';
import { fileOptions, servingOptions } from './server-options.ts';

/** What a command says of the server that it starts. */
export interface ServerCommand {
  readonly server: Server;
  /** What it starts in truth, where the image does not have that: `server` takes its place. */
  readonly instead?: string;
  /** `module:callable`, or the path of its file, as the command names it. */
  readonly application?: string;
  /** Options that say how it serves. */
  readonly arguments: readonly string[];
  /** File of configuration as the command names it. */
  readonly file?: string;
}

/** Programs that run another one: what follows them, options aside, is the command. */
const RUNNERS =
  /^(exec|env|command|nohup|time|sudo|dumb-init|tini|init|sh|bash|dash|uv|uvx|poetry|pipenv|pdm|rye|hatch|run|run-program|newrelic-admin|ddtrace-run|opentelemetry-instrument|honcho|dotenv|python[\d.]*)$/;

/** The server that a line of shell starts, itself or through a runner; undefined for any other line. */
export function serverCommand(line: string): ServerCommand | undefined {
  const inner = ofShell(wordsOf(line));
  if (inner !== undefined) return serverCommand(inner);
  for (const part of line.split(/&&|\|\||[;|&]/)) {
    const words = wordsOf(part);
    const at = words.findIndex((word) => serverOf(word) !== undefined || otherServer(nameOf(word)) !== undefined);
    const read = at === -1 ? undefined : started(nameOf(words[at] ?? ''), words.slice(at + 1));
    if (read === undefined) continue;
    const before = words.slice(0, at);
    if (before.every(isBefore) || (read.application !== undefined && isWrapper(before))) return read;
  }
  return undefined;
}

function started(program: string, words: readonly string[]): ServerCommand | undefined {
  const server = serverOf(program);
  if (server !== undefined) return { server, ...readArguments(server, words) };
  const instead = otherServer(program);
  const application = otherApplication(words);
  // Twisted serves much besides.
  if (instead === undefined || (instead === 'Twisted' && application === undefined)) return undefined;
  return { ...standIn(instead), ...(application !== undefined && { application }) };
}

/** What the image has in the place of a server for WSGI that it has not; the options of that are none of this one's. */
export function standIn(instead: string): ServerCommand {
  return { server: 'gunicorn', instead, arguments: [] };
}

/**
 * A script or a program of somebody's that runs the rest of its words: `./wait-for-postgres.sh db`, `wait-for-it db:5432 --`,
 * `doppler run`. It is believed where an application follows the server.
 */
function isWrapper(before: readonly string[]): boolean {
  const [program = '', ...rest] = before.slice(before.findIndex((word) => !isBefore(word)));
  const isScript = /^\.{0,2}\/.*[^/]$|\.(sh|bash|py)$|^wait[-_]?for|^dockerize$/.test(program);
  return isScript || /^(run|exec)$/.test(rest[0] ?? '') || rest.at(-1) === '--';
}

/** What `sh -c "…"` runs, when that is all that the line does. */
function ofShell(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => /(^|\/)(ba|da)?sh$/.test(word));
  const isShell = at !== -1 && words.slice(0, at).every(isBefore) && /^-\w*c$/.test(words[at + 1] ?? '');
  return isShell && words.length === at + 3 ? words[at + 2] : undefined;
}

function serverOf(word: string): Server | undefined {
  const name = nameOf(word);
  return SERVERS.find((server) => server === name);
}

function isBefore(word: string): boolean {
  return word.startsWith('-') || /^\w+=/.test(word) || RUNNERS.test(nameOf(word));
}

function readArguments(server: Server, words: readonly string[]): Omit<ServerCommand, 'server'> {
  const kept: string[] = [];
  let [file, application]: (string | undefined)[] = [];
  for (let index = 0; index < words.length; index++) {
    const [, name = '', joined] = /^(-[\w-]+)(?:=(.*))?$/.exec(words[index] ?? '') ?? [];
    const value = joined ?? words[index + 1] ?? '';
    const takes = servingOptions[server][name];
    if (fileOptions[server]?.includes(name) === true) file = value;
    // A value that a shell would fill in is not known here.
    if (takes === 0) kept.push(name);
    if (takes === 1 && !/[$`]/.test(value)) kept.push(name, value);
    if (name === '' && isApplication(server, words[index] ?? '')) application ??= words[index];
    if (server === 'uwsgi' && /^(-w|--module|--wsgi|--wsgi-file)$/.test(name)) application ??= value;
    if (name === '' && server === 'uwsgi' && words[index]?.endsWith('.ini') === true) file = words[index];
    if (joined === undefined && (takes === 1 || fileOptions[server]?.includes(name) === true)) index++;
  }
  return {
    arguments: kept,
    ...(application !== undefined && { application }),
    ...(file !== undefined && { file }),
  };
}

/** `module:callable`; gunicorn also takes the module alone, and the callable for `application`. */
function isApplication(server: Server, word: string): boolean {
  if (/^[A-Za-z_][\w.]*:[A-Za-z_][\w.]*(\(\))?$/.test(word)) return true;
  return server === 'gunicorn' && /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/.test(word) && !/\.(py|sh|ini|conf)$/.test(word);
}

/** The words of a line as a shell splits it, quotes taken off. */
function wordsOf(line: string): readonly string[] {
  const words = line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}
