import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/set-up/run.ts';

/** Small packages without dependencies of their own, one for each time that a dependency is added. */
const additions = [
  'toml',
  'colorama',
  'tomli',
  'idna',
  'attrs',
  'certifi',
  'packaging',
  'pytz',
  'six',
  'decorator',
  'zipp',
  'pluggy',
];

/** The same project three times, since each way wants files of its own beside it. */
export interface Project {
  /** As the fixture is. */
  readonly plain: string;
  /** With a Dockerfile and settings for production. */
  readonly handwritten: string;
  /** Where a context of ours is unpacked for the docker client. */
  readonly unpacked: string;
  readonly folder: string;
  readonly changeCode: () => void;
  readonly addDependency: () => void;
  readonly remove: () => void;
}

/** Copies the fixture to a temporary folder. */
export function copyProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const [plain, handwritten, unpacked] = ['plain', 'handwritten', 'unpacked'].map((name) =>
    join(folder, `bench-${process.pid}-${name}`),
  ) as [string, string, string];
  for (const copy of [plain, handwritten]) {
    cpSync(join(root, 'fixtures/nested-same-name'), copy, { recursive: true });
  }
  cpSync(join(root, 'bench/handwritten/Dockerfile'), join(handwritten, 'Dockerfile'));
  cpSync(join(root, 'bench/handwritten/production.py'), join(handwritten, 'blog/blog/production.py'));
  mkdirSync(unpacked);
  let changes = 0;
  let added = 0;
  const append = (file: string, line: string) => {
    for (const copy of [plain, handwritten]) appendFileSync(join(copy, file), `${line}\n`);
  };
  return {
    plain,
    handwritten,
    unpacked,
    folder,
    changeCode: () => append('blog/notes/views.py', `# change ${++changes} of ${process.pid}`),
    addDependency: () => append('requirements.txt', additions[added++ % additions.length]!),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
