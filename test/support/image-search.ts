import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formsOf } from './secrets.ts';
import { temporaryFolder } from './temporary-folder.ts';

// `zcat -f` passes on what is not compressed, so that layers of every kind of store are read.
const search =
  'docker save "$1" | tar -xC "$2" && find "$2" -type f -exec zcat -f {} + | grep -aoF -f "$3" | sort -u; docker history --no-trunc "$1" | grep -oF -f "$3"; docker inspect "$1" | grep -oF -f "$3"; true';

/** Those of the values, in any form, that show in a layer of the image, in its history or in its configuration. */
export function shownByImage(reference: string, values: readonly string[], env = process.env): readonly string[] {
  const folder = temporaryFolder('image');
  const needles = join(temporaryFolder('needles'), 'needles');
  writeFileSync(needles, `${values.flatMap(formsOf).join('\n')}\n`);
  const output = execFileSync('sh', ['-c', search, 'sh', reference, folder, needles], { encoding: 'utf8', env });
  return output.split('\n').filter((line) => line !== '');
}
