import { pushTo } from '../../../src/commands/carry-out.ts';
import { platformNamed } from '../../../src/platforms/index.ts';
import { noWishes } from './app.ts';
import { testDoors } from './doors.ts';
import { type Behaviour, tinyImage } from './tiny-image.ts';

/** Pushes an app in this process, to be killed on the way: prints each step as it begins. */
const [app = '', port = '', behaviour = '{}'] = process.argv.slice(2);
const doors = testDoors({
  onEvent: (event) => void (event.type === 'started' && process.stdout.write(`started ${event.stepId}\n`)),
});
const wanted = { verb: 'push' as const, app, appNamed: true, ...noWishes, port: Number(port) };
await pushTo(platformNamed('local'), wanted, () => tinyImage(JSON.parse(behaviour) as Behaviour), doors);
process.exit();
