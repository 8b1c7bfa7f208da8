import { availableParallelism } from 'node:os';
import type { Engine } from '../src/docker/engine.ts';
import { SetUpError } from '../scripts/set-up/progress.ts';
import { shown } from '../scripts/set-up/run.ts';
import { script, setUp } from '../scripts/set-up/set-up.ts';
import { imageParts } from './image-parts.ts';
import { benchInspect } from './inspect.ts';
import { benchLoad } from './load.ts';
import { peakMemory } from './measure.ts';
import { copyProject, type Project } from './project.ts';
import { benchRegistry } from './registry.ts';
import { benchThroughput } from './registry/throughput.ts';
import { aimTable, scenarioTable, slowerBy, table } from './report.ts';
import { fillCaches, kinds, timeScenarios } from './scenarios.ts';
import { timeStartUp } from './start-up.ts';
import { pairedDifference, pairedRatio, withSpread } from './statistics.ts';
import { countTransfers } from './transfers.ts';
import { bin, waysOf } from './ways.ts';

/**
 * `npm run bench [-- --quick]`: simple-deploy as it is installed (bin and dist) beside the docker client with the very
 * same Dockerfile, and beside a hand-written Dockerfile. Cold means that every step runs again, with the downloads of
 * packages cached for all three. docs/bench.md says how to read it. `npm run bench -- inspect <folder>…` measures
 * `inspect` alone, on those folders, and needs no engine. `npm run bench -- load` loads what was pushed; it needs wrk. `npm run bench -- registry`
 * measures the memory of the registry client.
 */
const quick = process.argv.includes('--quick');
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));

await script(async () => {
  if (words[0] === 'inspect') {
    await buildOurselves();
    const tables = await benchInspect(words.slice(1), quick ? 9 : 25);
    console.log(`\n${new Date().toISOString().slice(0, 10)}, ${machine()}\n\n${tables}`);
    return;
  }
  const { base, engine } = await setUp({ tests: true });
  await buildOurselves();
  if (words[0] === 'load') {
    const tables = await benchLoad(base, quick ? { seconds: 5, pairs: 3 } : { seconds: 30, pairs: 5 });
    console.log(`\n${surroundings(engine)}\n\n${tables}`);
    engine.close();
    return;
  }
  if (words[0] === 'registry') {
    console.log(
      `\n${surroundings(engine)}\n\n${await benchRegistry(base, quick ? 60 : 250)}\n\n${await benchThroughput(quick ? 1 : 3)}`,
    );
    engine.close();
    return;
  }
  const project = copyProject();
  try {
    await bench(engine, base, project);
  } finally {
    project.remove();
    await removeImages(engine);
    engine.close();
  }
});

async function buildOurselves(): Promise<void> {
  const { code } = await shown(process.execPath, ['scripts/build.ts']);
  if (code !== 0) throw new SetUpError('The build of simple-deploy itself failed.');
}

async function bench(engine: Engine, base: string, project: Project): Promise<void> {
  const ways = waysOf(project, base);
  const names = ways.map(({ name }) => name);
  console.log('→ each way once, so that all downloads are cached');
  await fillCaches(ways);
  console.log('→ builds');
  const [cold, ...others] = kinds(quick);
  const scenarios = await timeScenarios(ways, cold === undefined ? [] : [cold]);
  const sizes = await Promise.all(ways.map(({ image }) => imageParts(engine, image, base)));
  scenarios.push(...(await timeScenarios(ways, others)));
  console.log('→ bytes');
  const transfers = await countTransfers(ways, project.folder);
  console.log('→ start-up and memory');
  const startUp = await timeStartUp(project.ours.folder, quick ? 9 : 25);
  const memory: number[] = [];
  for (const flags of [['--no-cache'], [], []]) {
    memory.push(await peakMemory([bin, 'build', project.ours.folder, ...flags, '--base-image', base]));
  }

  console.log(`\n${surroundings(engine)}\n\n${scenarioTable(names, scenarios)}\n`);
  const bytes = (count: number) => `${(count / 1000).toFixed(1)} KB`;
  console.log(
    table([
      ['bytes sent', ...names],
      ['to the engine, unchanged', ...transfers.map(({ engineUnchanged }) => bytes(engineUnchanged))],
      ['to the engine, one line changed', ...transfers.map(({ engineChanged }) => bytes(engineChanged))],
      ['to the registry, first push', ...transfers.map(({ registryFirst }) => bytes(registryFirst))],
      ['to the registry, one line changed', ...transfers.map(({ registryChanged }) => bytes(registryChanged))],
    ]),
  );
  console.log(
    `\n${table([
      ['image', 'MB', 'base and layers above it, MB'],
      ...sizes.map(({ total, parts }, index) => [names[index] ?? '', total.toFixed(1), parts]),
    ])}\n`,
  );
  console.log(
    table([
      ['start-up', 'ms', 'against node -e 0'],
      ['node -e 0', inMs(startUp.node), ''],
      ['--version', inMs(startUp.version), pairedRatio(startUp.version, startUp.node)],
      ['inspect', inMs(startUp.inspect), pairedRatio(startUp.inspect, startUp.node)],
    ]),
  );
  console.log(`\npeak memory of simple-deploy build, ${memory.length} runs: ${withSpread(memory, 1)} MB`);
  const [ours, , handwritten] = sizes;
  console.log(
    `\n${aimTable([
      {
        what: 'unchanged: slower than the docker client',
        limit: 0.3,
        value: slowerBy(scenarios, 'unchanged', 1),
        unit: 's',
      },
      {
        what: 'code only: slower than the docker client',
        limit: 0.5,
        value: slowerBy(scenarios, 'one line of code changed', 1),
        unit: 's',
      },
      {
        what: 'image larger than the hand-written one',
        limit: 2,
        value: ((ours?.total ?? 0) / (handwritten?.total ?? 1) - 1) * 100,
        unit: '%',
      },
      { what: 'code-only push', limit: 30, value: (transfers[0]?.registryChanged ?? 0) / 1000, unit: 'KB' },
      { what: 'peak memory of a build', limit: 100, value: Math.max(...memory), unit: 'MB' },
      {
        what: '--version after node -e 0',
        limit: 40,
        value: pairedDifference(startUp.version, startUp.node) * 1000,
        unit: 'ms',
      },
      {
        what: 'inspect after node -e 0',
        limit: 100,
        value: pairedDifference(startUp.inspect, startUp.node) * 1000,
        unit: 'ms',
      },
    ])}`,
  );
}

/** Where and when: figures without it say nothing. */
function surroundings({ facts }: Engine): string {
  const today = new Date().toISOString().slice(0, 10);
  return `${today}, ${machine()}, engine ${facts.version}`;
}

function machine(): string {
  return `${availableParallelism()} cores, Node.js ${process.versions.node}`;
}

function inMs(seconds: readonly number[]): string {
  return withSpread(
    seconds.map((value) => value * 1000),
    0,
  );
}

/** The images of this run, by the names that it gave them. */
async function removeImages(engine: Engine): Promise<void> {
  const images = await engine.api.listImages();
  const mine = new RegExp(
    `^(simple-deploy-bench/.*:${process.pid}|simple-deploy/bench-${process.pid}-.*|localhost:\\d+/bench/.*)$`,
  );
  // What was pushed under a tag that has moved on is held by its digest alone. With a tag its digests go: so they are first.
  const names = images.flatMap(({ RepoTags, RepoDigests }) => [...(RepoDigests ?? []), ...(RepoTags ?? [])]);
  for (const name of names.filter((one) => mine.test(one))) {
    await engine.api.getImage(name).remove({ force: true });
  }
}
