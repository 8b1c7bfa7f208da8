import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { circlesIn } from './circles.ts';
import { importsOf, sourceFiles, type Import } from './imports.ts';
import { layer, layers, packageHomes, walls, worldly } from './rules.ts';

/** Every breach of the import directions below root/src, one line each: `file:line what is wrong`, or the circle. */
export function findBreaches(root: string): string[] {
  const files = sourceFiles(root, 'src');
  const imports = files.flatMap((file) => importsOf(root, file));
  return [
    ...imports.flatMap((one) => breachesOf(one).map((what) => `${one.file}:${one.line} ${what}`)),
    ...circlesIn(imports),
    ...platformNames(root).flatMap((name) => files.flatMap((file) => namesPlatform(root, file, name))),
  ];
}

function breachesOf(one: Import): string[] {
  const target = one.target ?? one.specifier;
  const from = layer(one.file);
  return [
    ...(one.target?.startsWith('src/') && layers.indexOf(layer(one.target)) > layers.indexOf(from)
      ? [`(${from}) imports ${target} (${layer(one.target)}): imports point down only`]
      : []),
    ...(one.target !== undefined && !one.target.startsWith('src/') && !one.target.endsWith('.json')
      ? [`imports ${target}, which is not part of src`]
      : []),
    ...Object.entries(packageHomes)
      .filter(([name, home]) => isPackage(one.specifier, name) && !home.test(one.file))
      .map(([name, home]) => `imports ${name}, which has its place in ${readable(home)}`),
    ...walls
      .filter(([importer, closed]) => importer.test(one.file) && closed.test(target))
      .map(() => `imports ${target}, which it must not know`),
    ...(worldly.test(one.specifier) && layers.indexOf(from) < layers.indexOf('doors')
      ? [`(${from}) imports ${one.specifier}: what is pure does not touch the world`]
      : []),
    ...otherPlatform(one),
  ];
}

function isPackage(specifier: string, name: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`);
}

function otherPlatform(one: Import): string[] {
  const [from, to] = [one.file, one.target ?? ''].map((path) => /^src\/platforms\/([^/]+)\//.exec(path)?.[1]);
  return from && to && from !== to ? [`imports ${one.target}: a platform does not know another`] : [];
}

function platformNames(root: string): string[] {
  const folder = join(root, 'src/platforms');
  return readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());
}

/** Words that are a platform's folder name but everyday English or OCI's own: only a quoted name counts for these. */
const everyday = new Set(['local', 'registry']);

/** Reads what projects have for platforms of any kind, ours or not: a Procfile, settings of that name. */
const readsProjects = 'src/layout/';

/** Where the platforms are listed. */
const lists = new Set(['src/platforms/index.ts', 'src/platforms/names.ts']);

/** A platform's name stands in its folder and in these lists, and nowhere else in src. */
function namesPlatform(root: string, file: string, name: string): string[] {
  if (file.startsWith(readsProjects) || lists.has(file) || file.startsWith(`src/platforms/${name}/`)) return [];
  const pattern = everyday.has(name) ? new RegExp(`(['"\`])${name}\\1`) : new RegExp(`\\b${name}\\b`, 'i');
  return readFileSync(join(root, file), 'utf8')
    .split('\n')
    .flatMap((text, index) => (pattern.test(text) ? [`${file}:${index + 1} names the platform ${name}`] : []));
}

function readable(home: RegExp): string {
  return home.source.replaceAll(/[\\^$]/g, '');
}
