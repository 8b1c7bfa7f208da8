import type { Engine } from '../src/docker/engine.ts';
import { freePortFrom } from './set-up/free-port.ts';
import { part, SetUpError, timingTable } from './set-up/progress.ts';
import { shown, simpleDeploy } from './set-up/run.ts';
import { script, setUp } from './set-up/set-up.ts';

const project = 'fixtures/nested-same-name';
/** Named, so that it is the same app in whichever clone this is run: a derived name is not taken over by another folder. */
const app = 'quickstart';
/** Where simple-deploy puts an app unless it is told otherwise. */
const usualPort = 8000;

/** Nothing when the app runs already or its usual port is free; else another port. */
async function portOptions({ api }: Engine): Promise<string[]> {
  const running = await api.listContainers({ filters: { name: [`^/simple-deploy-${app}-`] } });
  const port = running.length > 0 ? usualPort : await freePortFrom(usualPort);
  if (port === usualPort) return [];
  console.log(`  port ${usualPort} is taken: using ${port}`);
  return ['--port', String(port)];
}

/** `npm run quickstart`: from a fresh clone to a URL that answers. */
await script(async () => {
  const { base, engine } = await setUp({ tests: false });
  const port = await portOptions(engine);
  engine.close();
  await part('npm run build', async () => {
    const { code } = await shown(process.execPath, ['scripts/build.ts']);
    if (code !== 0) throw new SetUpError('The build of simple-deploy itself failed.');
  });
  await part('simple-deploy build', () => simpleDeploy('build', project, '--base-image', base));
  const push = ['push', project, '--app', app, '--yes', '--create', ...port];
  const said = await part('simple-deploy push', () => simpleDeploy(...push));
  const url = /https?:\/\/\S+/.exec(said)?.[0];
  if (url === undefined) throw new SetUpError('simple-deploy push printed no URL.');
  const { status } = await fetch(url);
  if (status !== 200) throw new SetUpError(`${url} answered ${status}.`);
  console.log(
    `\nWhat took how long:\n${timingTable()}\n\n${url} answered 200. Open it, change a file of ${project}, and run`,
  );
  console.log(`  npx node bin/simple-deploy.js push ${project}`);
});
