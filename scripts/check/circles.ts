import type { Import } from './imports.ts';

/** Files that import each other, types included, a line for each circle: two files of one circle are one file in two pieces. */
export function circlesIn(imports: readonly Import[]): string[] {
  const targets = Map.groupBy(imports, ({ file }) => file);
  const found = new Map<string, string>();
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start !== -1) {
      const circle = path.slice(start);
      found.set(circle.toSorted().join(), `${[...circle, file].join(' → ')}: imports go round in a circle`);
      return;
    }
    if (done.has(file)) return;
    for (const { target } of targets.get(file) ?? []) if (target !== undefined) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return [...found.values()];
}
