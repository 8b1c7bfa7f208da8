import table from '../../../templates/build/other-systems.json' with { type: 'json' };
import type { Problem } from '../../problems.ts';
import type { Dependencies } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { requirementsLines } from './requirements-lines.ts';

const rows = table.rows
  .filter(({ marker }) => !marker.startsWith('python_version'))
  .map(({ packages, why }) => ({ pattern: new RegExp(`^(?:${packages.join('|')})$`), why }));

/**
 * What requirements files ask for that only another system can install, as `pip freeze` on Windows lists it: the image is
 * built without (templates/build/requirement_files.py). A line with a marker says so itself; what a
 * backport brings to older Pythons is in the library of a newer one.
 */
export function otherSystemsNote(files: ProjectFiles, { files: read, requirements }: Dependencies): Problem[] {
  const names = new Set(requirements.map(({ name }) => name).filter((name) => whyOf(name) !== undefined));
  if (names.size === 0) return [];
  const packages = read
    .filter((file) => /\.(txt|in|pip)$|req[\w.-]*\.lock$/i.test(file))
    .flatMap((file) => askedIn(files, file, names));
  return packages.length === 0 ? [] : [{ code: 'packages-for-other-systems', packages }];
}

function askedIn(files: ProjectFiles, file: string, names: ReadonlySet<string>) {
  return requirementsLines(files.readText(file) ?? '').flatMap((each) => {
    if (each.kind !== 'requirement' || !names.has(each.wanted.requirement.name)) return [];
    if (each.wanted.line?.includes(';') === true) return [];
    const { name } = each.wanted.requirement;
    return [{ name, why: whyOf(name) ?? '', where: `${file}:${each.line}` }];
  });
}

function whyOf(name: string): string | undefined {
  return rows.find(({ pattern }) => pattern.test(name))?.why;
}
