import { programOn } from './set-up/programs.ts';
import { shown } from './set-up/run.ts';
import { script, setUp } from './set-up/set-up.ts';

/** What runs with flyctl, by the stand-in or the real one. */
const tests = ['test/platforms/fly', 'test/platforms/conformance.engine'];

/** `npm run test:flyctl`: the tests of the platform fly with the real flyctl of the PATH, against the tests' own Fly.io. */
await script(async () => {
  const path = process.env['PATH'] ?? '';
  const flyctl = programOn(path, 'flyctl') ?? programOn(path, 'fly');
  if (flyctl === undefined) {
    console.log(
      'There is no flyctl on the PATH: nothing was tested. `npm test` tests with a stand-in that sends the same.',
    );
    console.log('How to get flyctl: https://fly.io/docs/flyctl/install/');
    process.exitCode = 1;
    return;
  }
  const { engine } = await setUp({ tests: true });
  engine.close();
  process.env['SIMPLE_DEPLOY_TEST_FLYCTL'] = flyctl;
  console.log(`With ${flyctl}:`);
  const { code } = await shown('vitest', ['run', '--project', 'beside', '--project', 'full', ...tests]);
  if (code !== 0) process.exitCode = 1;
});
