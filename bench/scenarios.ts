import type { Copy } from './project.ts';
import type { Scenario } from './report.ts';
import type { Way } from './ways.ts';

/** What is done to a way's copy of the project before each build, and how often it is measured. */
export interface Kind {
  readonly what: string;
  readonly times: number;
  readonly cold?: true;
  readonly change?: (copy: Copy) => void;
}

/** The situations of a build. A quick run measures the short ones three times and the long ones once. */
export function kinds(quick: boolean): readonly Kind[] {
  return [
    { what: 'cold', times: quick ? 1 : 3, cold: true },
    { what: 'unchanged', times: quick ? 3 : 11 },
    { what: 'one line of code changed', times: quick ? 3 : 9, change: (copy) => copy.changeCode() },
    { what: 'one dependency added', times: quick ? 1 : 3, change: (copy) => copy.addDependency() },
  ];
}

/** Builds in each situation by each way in turn, so that whatever else the machine does meets all of them. */
export async function timeScenarios(ways: readonly Way[], situations: readonly Kind[]): Promise<Scenario[]> {
  const scenarios: Scenario[] = [];
  for (const { what, times, cold = false, change } of situations) {
    const seconds: number[][] = ways.map(() => []);
    for (let run = 0; run < times; run++) {
      for (const index of turn(ways.length, run)) {
        const way = ways[index]!;
        change?.(way.copy);
        await way.prepare();
        seconds[index]?.push((await way.build({ cold })).seconds);
      }
      console.log(`  ${what}: ${run + 1} of ${times}: ${seconds.map((taken) => taken.at(-1)?.toFixed(2)).join(' ')} s`);
    }
    scenarios.push({ what, seconds });
  }
  return scenarios;
}

/** The order of a run: another way begins each time, so that none always profits from being the second. */
export function turn(ways: number, run: number): number[] {
  return Array.from({ length: ways }, (_, index) => (index + run) % ways);
}

/** Builds with all the dependencies that will be added, so that each way has downloaded them, and takes them away. */
export async function fillCaches(ways: readonly Way[]): Promise<void> {
  for (const way of ways) {
    const takeAway = way.copy.addAllDependencies();
    await way.prepare();
    await way.build({ cold: false });
    takeAway();
  }
}
