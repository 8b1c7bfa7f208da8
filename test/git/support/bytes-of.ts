import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Every file of a folder, git's own and its index too, with mode, time and a hash of its bytes. git is not asked anything: its
 * `status` would write to the index.
 */
export function bytesOf(root: string): Readonly<Record<string, string>> {
  const names = ['.', ...readdirSync(root, { recursive: true, encoding: 'utf8' })].toSorted();
  return Object.fromEntries(
    names.map((name) => {
      const status = lstatSync(join(root, name), { bigint: true });
      const content = status.isFile()
        ? createHash('sha256')
            .update(readFileSync(join(root, name)))
            .digest('hex')
        : status.isSymbolicLink()
          ? readlinkSync(join(root, name))
          : '';
      return [name, `${status.mode.toString(8)} ${status.mtimeNs} ${content}`] as const;
    }),
  );
}
