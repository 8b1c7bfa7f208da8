import { pushTo } from '../../../src/commands/carry-out.ts';
import { platformNamed } from '../../../src/platforms/index.ts';
import { UserError } from '../../../src/problems.ts';
import { noWishes } from './app.ts';
import { testDoors } from './doors.ts';
import { type Behaviour, tinyImage } from './tiny-image.ts';

/** Pushes an app in this process, to be killed on the way or to lose its engine: prints each step as it begins, and the problem it ends with. */
const [app = '', port = '', behaviour = '{}'] = process.argv.slice(2);
const doors = testDoors({
  onEvent: (event) => void (event.type === 'started' && process.stdout.write(`started ${event.stepId}\n`)),
});
const wanted = { verb: 'push' as const, app, appNamed: true, ...noWishes, port: Number(port) };
await pushTo(platformNamed('local'), wanted, () => tinyImage(JSON.parse(behaviour) as Behaviour), doors).catch(
  (error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    process.stdout.write(`failed ${JSON.stringify(error.problem)}\n`);
  },
);
process.exit();
