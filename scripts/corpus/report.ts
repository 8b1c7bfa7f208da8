import type { Judgement } from './judge.ts';

/** A table with a line for each project, and below the project what differs. */
export function tableOf(judgements: readonly Judgement[]): string {
  return judgements.flatMap((each) => [headLine(each), ...differenceLines(each)]).join('\n');
}

function headLine({ project, start, verdict, asked, corrections }: Judgement): string {
  const place = start === '.' ? project.repo : `${project.repo}/${start}`;
  const notes = [
    ...(asked.length > 0 ? [`asks: ${asked.join(', ')}`] : []),
    ...(corrections.length > 0 ? [`record corrected: ${corrections.map(({ fact }) => fact).join(', ')}`] : []),
  ];
  return [verdict.padEnd(5), place.padEnd(58), project.manage_py ?? '–', notes.join('; ')].join('  ').trimEnd();
}

function differenceLines({ differences }: Judgement): string[] {
  return differences.map(({ fact, recorded, found }) => `         ${fact}: recorded ${recorded}, found ${found}`);
}

/** The last line, for people and for scripts. */
export function countLine(judgements: readonly Judgement[]): string {
  const count = (verdict: Judgement['verdict']) => judgements.filter((each) => each.verdict === verdict).length;
  return `${count('right')} right, ${count('wrong')} wrong, ${count('asked')} asked`;
}
