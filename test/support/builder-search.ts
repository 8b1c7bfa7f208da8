import { execFileSync } from 'node:child_process';
import { mkdtempSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formsOf } from './secrets.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Now, as the engine's disk has it. */
export function beforeTheBuild(): number {
  return statSync(mkdtempSync(join(tmpdir(), 'simple-deploy-now-'))).mtimeMs;
}

// Of a large store few folders are new; the cache of packages is an older folder, of which the files count.
const search = `cd "$1" && [ -d overlay2 ] || exit 2
grep -rlaF -f "$2" buildkit
find overlay2 -mindepth 1 -maxdepth 1 -newer "$3" -exec sh -c 'for each; do [ -d "$each/diff" ] && grep -rlaF -f "$0" "$each/diff"; done' "$2" {} +
find overlay2 -mindepth 3 -maxdepth 5 -path '*/diff/*' -name 'wheels-*' -prune -exec find {} -newer "$3" -type f ';' |
  tr '\\n' '\\0' | xargs -0 -r grep -laF -f "$2"
true`;

/**
 * Files of the builder (what it keeps of its own, each layer that it made since then, whatever stage it belongs to, and what it put into its
 * caches) in which one of the values shows in any form. Throws where the store of the engine is another than overlay2.
 */
export function shownByBuilder(values: readonly string[], since: number): readonly string[] {
  const root = execFileSync('docker', ['info', '-f', '{{.DockerRootDir}}'], { encoding: 'utf8' }).trim();
  const folder = temporaryFolder('builder');
  const [needles, stamp] = [join(folder, 'needles'), join(folder, 'stamp')];
  writeFileSync(
    needles,
    `${values
      .flatMap(formsOf)
      .flatMap((form) => form.split('\n'))
      .filter((line) => line.length > 4)
      .join('\n')}\n`,
  );
  writeFileSync(stamp, '');
  utimesSync(stamp, since / 1000, since / 1000);
  const output = execFileSync('sh', ['-c', search, 'sh', root, needles, stamp], { encoding: 'utf8' });
  return output.split('\n').filter((line) => line !== '');
}
