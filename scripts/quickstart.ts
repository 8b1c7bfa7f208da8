import { part, SetUpError, timingTable } from './set-up/progress.ts';
import { shown, simpleDeploy } from './set-up/run.ts';
import { script, setUp } from './set-up/set-up.ts';

const project = 'fixtures/nested-same-name';

/** `npm run quickstart`: from a fresh clone to a URL that answers. */
await script(async () => {
  const { base, engine } = await setUp({ tests: false });
  engine.close();
  await part('npm run build', async () => {
    const { code } = await shown(process.execPath, ['scripts/build.ts']);
    if (code !== 0) throw new SetUpError('The build of simple-deploy itself failed.');
  });
  await part('simple-deploy build', () => simpleDeploy('build', project, '--base-image', base));
  const said = await part('simple-deploy push', () => simpleDeploy('push', project, '--yes', '--create'));
  const url = /https?:\/\/\S+/.exec(said)?.[0];
  if (url === undefined) throw new SetUpError('simple-deploy push printed no URL.');
  const { status } = await fetch(url);
  if (status !== 200) throw new SetUpError(`${url} answered ${status}.`);
  console.log(
    `\nWhat took how long:\n${timingTable()}\n\n${url} answered 200. Open it, change a file of ${project}, and run`,
  );
  console.log(`  node bin/simple-deploy.js push ${project}`);
});
