import { timingTable } from './set-up/progress.ts';
import { script, setUp } from './set-up/set-up.ts';

/** `npm run setup`: what `npm test` sets up, without the tests. */
await script(async () => {
  const { engine } = await setUp({ tests: true });
  engine.close();
  console.log(timingTable());
});
