import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** One import of a file: static, re-exported or dynamic. */
export interface Import {
  readonly file: string;
  readonly line: number;
  /** As written. */
  readonly specifier: string;
  /** Path below the root for a relative import, else undefined. */
  readonly target?: string;
}

/** Every TypeScript file below a folder, as paths below the root, sorted. */
export function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
    .filter((path) => path.endsWith('.ts'))
    .sort();
}

/** The imports of one file, types included: a type that points upwards couples as much as a value. */
export function importsOf(root: string, file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const { module } = parseSync(file, text);
  const found: { specifier: string; start: number }[] = [
    ...module.staticImports.map((entry) => ({ specifier: entry.moduleRequest.value, start: entry.start })),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap((one) =>
        one.moduleRequest ? [{ specifier: one.moduleRequest.value, start: entry.start }] : [],
      ),
    ),
    ...module.dynamicImports.map((entry) => ({
      specifier: text.slice(entry.moduleRequest.start, entry.moduleRequest.end).replaceAll(/^['"`]|['"`]$/g, ''),
      start: entry.start,
    })),
    // Types may also be written as `import('dockerode').Container`.
    ...[...text.matchAll(/(?<=[:<|&(=,\s])import\('([^']+)'\)\./g)].map((match) => ({
      specifier: match[1]!,
      start: match.index,
    })),
  ];
  return found.map(({ specifier, start }) => ({
    file,
    line: text.slice(0, start).split('\n').length,
    specifier,
    ...(specifier.startsWith('.') ? { target: posix.join(posix.dirname(file), specifier) } : {}),
  }));
}
