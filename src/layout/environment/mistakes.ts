import type { SettingsMistake } from '../../problems/layout.ts';
import type { SyntaxNode } from '../python-source.ts';
import type { Frame } from './frame.ts';

/** Notes a line that fails for certain, where nothing catches that and no missing variable led there. */
export function noteMistake(
  { run, source, isCertain, because, catching }: Frame,
  node: SyntaxNode,
  kind: SettingsMistake,
) {
  if (!isCertain || because.length > 0 || catching.length > 0) return;
  const key = `${source.path}:${node.from}`;
  if (!run.mistakes.has(key)) run.mistakes.set(key, { source, node, kind });
}

/** Names of `os` that have to do with the environment: https://docs.python.org/3/library/os.html#process-parameters */
const names = new Set('environ environb getenv getenvb putenv unsetenv supports_bytes_environ'.split(' '));

/** `os.env`, where `os.environ` is meant. */
export function isUnknownName(native: string, name: string): boolean {
  return native === 'os' && /env/i.test(name) && !names.has(name);
}

/** `os.environ.get["NAME"]` */
export function isFunction(native: string): boolean {
  return /^os\.(environ\.get|environb?\.(pop|setdefault)|getenvb?)$/.test(native);
}
