import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/set-up/run.ts';

/** Small packages without dependencies of their own, one for each time that a dependency is added. */
const additions = ['toml', 'colorama', 'tomli', 'idna', 'packaging', 'six'];

/** A copy of the fixture that one way builds, and no other way. */
export interface Copy {
  readonly folder: string;
  readonly changeCode: () => void;
  readonly addDependency: () => void;
  /** Adds all the dependencies that `addDependency` will add, and gives what takes them away again. */
  readonly addAllDependencies: () => () => void;
}

/** A temporary folder with a copy of the fixture for each way. */
export interface Project {
  readonly ours: Copy;
  /** What the docker client builds with our Dockerfile. */
  readonly same: Copy;
  /** With a Dockerfile and settings for production. */
  readonly handwritten: Copy;
  /** Where the context of `same` is unpacked for the docker client. */
  readonly unpacked: string;
  readonly folder: string;
  readonly remove: () => void;
}

/** Copies the fixture to a temporary folder, once for each way. */
export function copyProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const handwritten = copyOf(folder, 'handwritten');
  cpSync(join(root, 'bench/handwritten/Dockerfile'), join(handwritten.folder, 'Dockerfile'));
  cpSync(join(root, 'bench/handwritten/production.py'), join(handwritten.folder, 'blog/blog/production.py'));
  return {
    ours: copyOf(folder, 'ours'),
    same: copyOf(folder, 'same'),
    handwritten,
    unpacked: join(folder, 'unpacked'),
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * A copy in which every line that is added names the way. BuildKit would give one way what it made for another one with
 * the same bytes, and the difference between the two would measure nothing: so the code and the dependencies differ by
 * a comment from the start, and each change again.
 */
export function copyOf(parent: string, way: string): Copy {
  const folder = join(parent, `bench-${process.pid}-${way}`);
  cpSync(join(root, 'fixtures/nested-same-name'), folder, { recursive: true });
  const mark = `${way} of ${process.pid}`;
  const code = join(folder, 'blog/notes/views.py');
  const requirements = join(folder, 'requirements.txt');
  let changes = 0;
  let added = 0;
  const changeCode = () => appendFileSync(code, `# change ${++changes} for ${mark}\n`);
  const require = (...names: readonly string[]) => appendFileSync(requirements, `# ${mark}\n${names.join('\n')}\n`);
  changeCode();
  require();
  return {
    folder,
    changeCode,
    addDependency() {
      const name = additions[added++];
      if (name === undefined) throw new Error(`The bench knows ${additions.length} dependencies to add, no more.`);
      require(name);
    },
    addAllDependencies() {
      const before = readFileSync(requirements);
      require(...additions);
      return () => writeFileSync(requirements, before);
    },
  };
}
