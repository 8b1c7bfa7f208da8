import { literally } from '../layout/patterns.ts';
import type { RequiredAt } from '../problems/build.ts';
import type { Dependencies } from '../values/layout.ts';
import type { ProjectFiles } from '../values/project-files.ts';

/** Where a manifest of the project asks for a distribution, by its normalised name; undefined where none does. */
export function requiredAt(
  files: ProjectFiles,
  { files: manifests, lock, requirements }: Dependencies,
  name: string,
): RequiredAt | undefined {
  const requirement = requirements.find((each) => each.name === name);
  const written = manifests.filter((file) => file !== lock);
  if (requirement === undefined || written.length === 0) return undefined;
  const spelt = new RegExp(`^[\\s"'-]*${literally(name).replaceAll('-', '[-_.]')}(?![\\w.-])`, 'i');
  const found = written.flatMap((file) => {
    const line = (files.readText(file) ?? '').split(/\r\n|\r|\n/).findIndex((text) => spelt.test(text));
    return line === -1 ? [] : [`${file}:${line + 1}`];
  });
  // A lock holds what others need too.
  const [where = lock === undefined ? written[0] : undefined] = found;
  const isLocked = lock !== undefined;
  return where === undefined ? undefined : { where, isExact: !isLocked && requirement.version !== undefined, isLocked };
}
