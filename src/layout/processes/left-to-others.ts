import type { Considered } from '../../values/considered.ts';
import type { Fact } from '../../values/fact.ts';
import { isPlainLine, OF_THE_BUILD } from './shell-line.ts';

/**
 * Commands of manage.py that write into the project, where the image is read-only, and who does it in their place. Not collectstatic,
 * which may fill a storage elsewhere: it is told when it runs.
 */
const others: readonly (readonly [command: RegExp, why: string])[] = [
  [
    /manage\.py\s+makemigrations\b/,
    'the code in the image is read-only, and a migration that a container writes is lost: python manage.py makemigrations where the project lies, then commit what it writes',
  ],
  [OF_THE_BUILD, 'the build of the image does it'],
];

/** Lines of a release without such commands, and those with the reason. */
export function withoutOthers(lines: readonly Fact<string>[]): {
  readonly lines: readonly Fact<string>[];
  readonly considered: readonly Considered[];
} {
  const split = lines.map((line) => ofLine(line));
  return { lines: split.flatMap(({ lines: kept }) => kept), considered: split.flatMap(({ considered }) => considered) };
}

function ofLine(line: Fact<string>): ReturnType<typeof withoutOthers> {
  const { value, origin } = line;
  // What is in quotes is one word of another command; it is told when it runs.
  if (!isPlainLine(value) || /["'`]/.test(value)) return { lines: [line], considered: [] };
  const parts = value.split(/\s*(?:&&|;)\s*/).filter((part) => part !== '');
  const kept = parts.filter((part) => whyNot(part) === undefined);
  const considered = parts.flatMap((part): Considered[] => {
    const why = whyNot(part);
    return why === undefined ? [] : [{ fact: 'releaseCommands', value: part, origin, why }];
  });
  if (considered.length === 0) return { lines: [line], considered };
  const isEmpty = kept.every((part) => /^(cd|export)\s/.test(part));
  return { lines: isEmpty ? [] : [{ ...line, value: kept.join(' && ') }], considered };
}

function whyNot(part: string): string | undefined {
  return others.find(([command]) => command.test(part))?.[1];
}
