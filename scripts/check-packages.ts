import { knownPackages } from '../src/layout/guessed/known-packages.ts';
import { askIndex, type Offered } from './check-packages/ask-index.ts';
import { indexAddress } from './check-packages/index-address.ts';
import { installedBelow, normalised, type Installed } from './check-packages/installed.ts';
import { judgeRows, type JudgedRow } from './check-packages/judge-rows.ts';

/**
 * `npm run check-packages`: holds each row of the table of well-known packages against the newest file that pip's index has.
 * `npm run check-packages -- sorl PyYAML`: the rows of these modules or distributions alone. With `--below <folder>…`:
 * against what is installed there (virtual environments, an installer's cache), asking no index.
 */
const given = process.argv.slice(2);
const isBelow = given[0] === '--below';
const rows = isBelow || given.length === 0 ? knownPackages : knownPackages.filter(isAsked);

function isAsked([module, distribution]: (typeof knownPackages)[number]): boolean {
  return given.some((name) => name === module || normalised(name) === normalised(distribution));
}

/** One after the other: an index is nobody's to be hurried. */
async function asked(): Promise<Offered[]> {
  const index = indexAddress();
  console.error(`asking ${index.origin}${index.pathname}`);
  const found: Offered[] = [];
  for (const name of new Set(rows.map(([, distribution]) => distribution))) {
    const offered = await askIndex(index, name);
    if (offered !== undefined) found.push(offered);
    if (offered?.warning !== undefined) console.log(`look yourself: ${name} ${offered.version}: ${offered.warning}`);
  }
  return found;
}

function report(judged: readonly JudgedRow[], where: string): void {
  const of = (verdict: JudgedRow['verdict']): JudgedRow[] => judged.filter((row) => row.verdict === verdict);
  for (const { module, distribution, modules } of of('wrong')) {
    console.log(`wrong: ${distribution} has no ${module}, but ${modules.join(', ') || 'nothing'}`);
  }
  const lacking = of('not there').map(({ distribution }) => distribution);
  if (lacking.length > 0) console.log(`not ${where}: ${[...new Set(lacking)].join(' ')}`);
  console.log(`${of('right').length} right, ${of('wrong').length} wrong, ${lacking.length} not ${where}`);
  if (of('wrong').length > 0 || (!isBelow && lacking.length > 0)) process.exitCode = 1;
}

if (rows.length === 0 || (isBelow && given.length === 1)) {
  console.error('No such row. Usage: npm run check-packages [-- <module or distribution>… | --below <folder>…]');
  process.exitCode = 1;
} else {
  try {
    const found: readonly Installed[] = isBelow
      ? given.slice(1).flatMap((each) => installedBelow(each))
      : await asked();
    report(judgeRows(rows, found), isBelow ? 'installed' : 'in the index');
  } catch (error) {
    const { message, cause } = error as Error;
    console.error(`The check ended early: ${message}${cause instanceof Error ? ` (${cause.message})` : ''}`);
    console.error('Another index is asked where pip is told so: PIP_INDEX_URL=<url> npm run check-packages');
    process.exitCode = 1;
  }
}
