import type { Project } from './project.ts';
import type { Scenario } from './report.ts';
import type { Way } from './ways.ts';

/** What is done to the project before each build, and how often it is measured. */
const kinds: readonly { what: string; times: number; cold?: true; change?: (project: Project) => void }[] = [
  { what: 'cold', times: 3, cold: true },
  { what: 'unchanged', times: 9 },
  { what: 'one line of code changed', times: 7, change: (project) => project.changeCode() },
  { what: 'one dependency added', times: 3, change: (project) => project.addDependency() },
];

/** Builds in each situation by each way in turn, so that whatever else the machine does meets all of them. */
export async function timeScenarios(ways: readonly Way[], project: Project): Promise<Scenario[]> {
  const scenarios: Scenario[] = [];
  for (const { what, times, cold = false, change } of kinds) {
    const seconds: number[][] = ways.map(() => []);
    for (let run = 0; run < times; run++) {
      for (const [index, way] of ways.entries()) {
        // A change for each way: BuildKit would give the second one what it made for the first.
        change?.(project);
        await way.prepare();
        seconds[index]?.push((await way.build({ cold })).seconds);
      }
      console.log(`  ${what}: ${run + 1} of ${times}`);
    }
    scenarios.push({ what, seconds });
  }
  return scenarios;
}
