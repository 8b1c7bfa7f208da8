import type { SyntaxNode } from '../python-source.ts';
import { argument, type Arguments } from './arguments.ts';
import { noteHanded, noteOpened } from './files-absent.ts';
import { noteFile } from './files-read.ts';
import type { Frame } from './frame.ts';
import { absolute, belowTree, dotenvAbove, pathText } from './paths.ts';
import type { Value } from './values.ts';

/** Calls that take a path as it is, from the working folder on. */
const opening =
  /^(open|io\.open|codecs\.open|dotenv\.(load_dotenv|dotenv_values|read_dotenv)|environ\.(environ\.)?\w*Env\.read_env|decouple\.Repository\w+)$|\.(from_)?service_account_file$|^firebase_admin\.credentials\.Certificate$/;

/** Calls that look for a `.env` themselves when they are told of none, from the file that calls them upwards. */
const searching =
  /^(dotenv\.(load_dotenv|find_dotenv|read_dotenv|dotenv_values)|environ\.(environ\.)?\w*Env\.read_env)$/;

/** Calls that fail where the file is not there; others take it as empty. */
const failing =
  /^(open|io\.open|codecs\.open)$|\.(from_)?service_account_file$|^firebase_admin\.credentials\.Certificate$/;

/** Calls that make a path of paths, or look at one, and no file. */
const harmless = /^(os\.(path\.\w+|fspath)|pathlib\.\w+|environ\.Path|str|print)$/;

/** Notes the files of the project that a call is given, and the `.env` that it looks for. */
export function noteArguments(frame: Frame, node: SyntaxNode, callee: Value, passed: Arguments): void {
  const name = callee.kind === 'native' ? callee.name : '';
  const isReading = callee.kind === 'method' && callee.of.kind === 'reader' && callee.name === 'read_env';
  const isRelative = isReading || opening.test(name);
  const texts = [...passed.positional, ...passed.named.values()].map(pathText).filter((text) => text !== undefined);
  for (const text of texts) {
    if (text.startsWith('/') || isRelative) noteFile(frame, node, belowTree(absolute(frame.run, text)));
  }
  noteAbsent(frame, node, name, passed);
  const isDecouple = callee.kind === 'reader' && callee.library === 'decouple';
  const isSearching = passed.positional.length === 0 && passed.isWhole && (isReading || searching.test(name));
  if (isDecouple || isSearching) noteFile(frame, node, dotenvAbove(frame.run, frame.source.path));
}

function noteAbsent(frame: Frame, node: SyntaxNode, name: string, passed: Arguments): void {
  const below = (value: Value | undefined): string | undefined => {
    const text = pathText(value);
    return text === undefined ? undefined : belowTree(absolute(frame.run, text));
  };
  if (!failing.test(name)) {
    if (!harmless.test(name)) for (const each of passed.positional) noteHanded(frame, below(each));
    return;
  }
  const mode = name.endsWith('open') ? argument(passed, 'mode', 1) : undefined;
  if (passed.isWhole) noteOpened(frame, node, below(passed.positional[0]), mode);
}

/** Notes a file of the project that something is set to. */
export function noteValue(frame: Frame, node: SyntaxNode, value: Value): void {
  const text = pathText(value);
  if (text?.startsWith('/') === true) noteFile(frame, node, belowTree(text));
}
