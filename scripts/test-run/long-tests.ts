import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../set-up/run.ts';

/** Where `npm run test:full` writes when it last ran and how long it took. */
export const lastFullRun = join(root, 'docs/test-full.md');

/** The line with which `npm test` names what it leaves out. */
export function aboutLongTests(): string {
  const last = existsSync(lastFullRun) ? /^Last run: (.+)$/m.exec(readFileSync(lastFullRun, 'utf8'))?.[1] : undefined;
  return `Not in here, because they take long: npm run test:full (last run: ${last ?? 'never'}).`;
}
