import type { Problem } from '../../problems.ts';
import { place } from '../../values/place.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { join, upFrom } from '../paths.ts';
import type { DjangoPythons } from './django-pythons.ts';

/** Where projects of that time say which Pythons they are for, and how each line there says 2 or 3. */
const WITNESSES: readonly { readonly name: string; readonly two: RegExp; readonly three: RegExp }[] = [
  {
    name: 'setup.py',
    two: /Programming Language :: Python :: 2(\.[67])?\s*["']/,
    three: /Programming Language :: Python :: 3|python_requires/,
  },
  {
    name: '.travis.yml',
    two: /^\s*(?:python\s*:\s*\[?|-)\s*["']?2\.[67]["']?(?=$|[\s,\]])/,
    three: /^\s*(?:python\s*:|-).*["'\s[]3\.\d/,
  },
  { name: 'tox.ini', two: /^\s*(?:env_?list|basepython)\s*=.*\bpy(?:thon)?2\.?[67]\b/, three: /\bpy(?:thon)?3/ },
];

/** The line that names Python 2, of a file that names no Python 3, for a Django that runs on both. */
export function saidForTwo(
  files: ProjectFiles,
  projectDir: string,
  django: DjangoPythons | undefined,
): Problem | undefined {
  if (django?.django.startsWith('1.') !== true) return undefined;
  for (const folder of upFrom(projectDir)) {
    for (const { name, two, three } of WITNESSES) {
      const file = join(folder, name) ?? name;
      const lines = (files.entry(file) === undefined ? '' : (files.readText(file) ?? '')).split(/\r?\n/);
      const at = lines.some((line) => three.test(line)) ? -1 : lines.findIndex((line) => two.test(line));
      if (at === -1) continue;
      const text = (lines[at] ?? '').trim().replace(/,$/, '');
      return { code: 'python-two', text, where: place({ file, line: at + 1 }) };
    }
  }
  return undefined;
}
