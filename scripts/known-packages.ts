import { existsSync } from 'node:fs';
import { knownPackages } from '../src/layout/guessed/known-packages.ts';
import { installedBelow } from './known-packages/installed.ts';
import { judgeRows } from './known-packages/judge-rows.ts';

/**
 * `npm run known-packages -- <folder>…`: compares the table of well-known packages with what is installed below the
 * folders (virtual environments, an installer's cache). `npm run known-packages -- --names` prints the distributions, for
 * `uv pip install --no-deps --target <folder>`; it asks no index itself.
 */
const given = process.argv.slice(2);
if (given.includes('--names')) {
  console.log([...new Set(knownPackages.map(([, distribution]) => distribution))].join('\n'));
} else if (given.length === 0 || !given.every((folder) => existsSync(folder))) {
  console.error('Usage: npm run known-packages -- <folder with installed packages>… | --names');
  process.exitCode = 1;
} else {
  const judged = judgeRows(
    knownPackages,
    given.flatMap((folder) => installedBelow(folder)),
  );
  const found = (verdict: string) => judged.filter((row) => row.verdict === verdict);
  for (const { module, distribution, modules } of found('wrong')) {
    console.log(`wrong: ${distribution} has no ${module}, but ${modules.join(', ') || 'nothing'}`);
  }
  const lacking = found('not installed').map(({ distribution }) => distribution);
  if (lacking.length > 0) console.log(`not installed there: ${[...new Set(lacking)].join(' ')}`);
  console.log(`${found('right').length} right, ${found('wrong').length} wrong, ${lacking.length} not installed`);
  if (found('wrong').length > 0) process.exitCode = 1;
}
