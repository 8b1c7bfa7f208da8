import { programOn } from './set-up/programs.ts';
import { compileEngine, newestEngine } from './set-up/newest-engine.ts';
import { shown } from './set-up/run.ts';
import { script, setUp } from './set-up/set-up.ts';

/** `npm run test:engine-29`: what engines 26 and 28 are tested for, on one that is newer than any of Debian's. */
await script(async () => {
  if (programOn(process.env['PATH'] ?? '', 'go') === undefined) {
    console.log('There is no Go on the PATH, which compiles the engine: nothing was tested. See https://go.dev/dl/');
    process.exitCode = 1;
    return;
  }
  const { engine } = await setUp({ tests: true });
  engine.close();
  await compileEngine();
  process.env['SIMPLE_DEPLOY_TEST_ENGINE'] = newestEngine;
  const { code } = await shown('vitest', ['run', '--project', 'engine-29']);
  if (code !== 0) process.exitCode = 1;
});
