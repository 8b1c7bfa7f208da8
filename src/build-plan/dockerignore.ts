import { posix } from 'node:path';
import { folderOf } from '../layout/paths.ts';
import { UserError } from '../problems.ts';

/** One line of a .dockerignore. */
export interface IgnoreRule {
  /** As written. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** It takes back in (`!`). */
  readonly isException: boolean;
  readonly matches: (path: string) => boolean;
}

/**
 * The rules of a .dockerignore, in order. As docker has them: patterns of Go's `filepath.Match` and `**`, in upper and
 * lower case as written, from the root of the context with or without a leading slash; `#` in the first column is a
 * comment, `!` an exception; a folder that matches takes all below it along.
 * Source: https://docs.docker.com/build/concepts/context/#dockerignore-files. Not by @balena/dockerignore 1.0.2, which
 * takes `(`, `+` and `{` for signs of a regular expression and throws when one stands alone.
 * @throws UserError dockerignore-pattern, where docker refuses the file too
 */
export function parseDockerignore(file: string, text: string): readonly IgnoreRule[] {
  return text.split(/\r?\n/).flatMap((written, index) => {
    const trimmed = written.trim();
    if (written.startsWith('#') || trimmed === '') return [];
    const isException = trimmed.startsWith('!');
    const pattern = cleaned(isException ? trimmed.slice(1).trim() : trimmed);
    const expression = compiled(pattern);
    // Docker has no exception for the root.
    if (expression === undefined || (isException && pattern === '/')) {
      throw new UserError({ code: 'dockerignore-pattern', file, line: index + 1, pattern: trimmed });
    }
    return [{ text: trimmed, line: index + 1, isException, matches: (path) => expression.test(path) }];
  });
}

/** Which rule keeps a path out; undefined when it may go in. */
export type Ignored = (path: string) => IgnoreRule | undefined;

/**
 * Applies rules as docker does: in order, each to the path where the folder above did not match it already. An exception
 * is asked only about what is out by then, so one that names a folder which is in says nothing of what lies in it.
 */
export function ignoring(rules: readonly IgnoreRule[]): Ignored {
  const folders = new Map<string, readonly boolean[]>();
  const matchesOf = (path: string): readonly boolean[] => {
    const folder = folderOf(path);
    const above = folder === '.' ? [] : (folders.get(folder) ?? matchesOf(folder));
    if (folder !== '.') folders.set(folder, above);
    let isOut = false;
    return rules.map(({ isException, matches }, index) => {
      const match = above[index] === true || (isException === isOut && matches(path));
      if (match) isOut = !isException;
      return match;
    });
  };
  return (path) => {
    const rule = rules[matchesOf(path).lastIndexOf(true)];
    return rule?.isException === false ? rule : undefined;
  };
}

function cleaned(pattern: string): string {
  if (pattern === '') return '';
  const path = posix.normalize(pattern).replace(/(?<=.)\/$/, '');
  return path.length > 1 && path.startsWith('/') ? path.slice(1) : path;
}

/** One sign of a pattern: `\x`, a class, or any other. A class holds at least one sign or range, none of them `-` or `]` bare. */
const sign = /\\[^]|\[\^?(?:(?:\\[^]|[^\]\\-])(?:-(?:\\[^]|[^\]\\-]))?)+\]|[^\\[]/gu;

/** Undefined for what is no pattern: an open or empty class, one whose range runs backwards, a last backslash, nothing, too much. */
function compiled(pattern: string): RegExp | undefined {
  if (pattern === '' || pattern.replaceAll(sign, '') !== '') return undefined;
  try {
    const expression = new RegExp(`^(?:${expressionOf(pattern)})$`, 'su');
    // It is compiled when it is first used, and then found to be too large.
    expression.test('');
    return expression;
  } catch {
    return undefined;
  }
}

/** The pattern as a regular expression, without what anchors it. */
function expressionOf(pattern: string): string {
  // `**name` is any path that ends so; with a slash or a further sign of a pattern behind, it is any number of folders.
  const ending = /^\*\*([^/*?[\\][^*?[\\]*)$/u.exec(pattern)?.[1];
  if (ending !== undefined) return `.*${escaped(ending)}`;
  return (
    pattern
      .replaceAll(/(?:\*\*\/?)+/g, (stars) => (stars.endsWith('/') ? '**/' : '**'))
      .replaceAll('**/', '**')
      .match(/\*\*$|\*\*|\*|\?|\\[^]|\[(?:\\[^]|[^\]\\])+\]|[^]/gu)
      ?.map(partOf)
      .join('') ?? ''
  );
}

function partOf(part: string, index: number, parts: readonly string[]): string {
  if (part === '**') return index === parts.length - 1 ? '.*' : '(?:.*/)?';
  if (part === '*') return '[^/]*';
  if (part === '?') return '[^/]';
  if (part.startsWith('\\')) return escaped(part.slice(1));
  if (part.length > 1 && part.startsWith('[')) return classOf(part);
  return escaped(part);
}

function classOf(part: string): string {
  const isNot = part.startsWith('[^');
  const inner = part
    .slice(isNot ? 2 : 1, -1)
    .replaceAll(/\\([^])|([^\\-])/gu, (_, quoted?: string, plain?: string) =>
      escaped(quoted ?? plain ?? '').replace('-', String.raw`\-`),
    );
  return `[${isNot ? '^' : ''}${inner}]`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
