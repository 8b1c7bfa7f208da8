import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildImage } from '../../src/docker/build.ts';
import { connectEngine, type Engine } from '../../src/docker/engine.ts';
import { imageId } from '../../src/docker/images.ts';
import { UserError } from '../../src/problems.ts';
import type { BuildEvent } from '../../src/values/build-event.ts';
import type { BuildPlan } from '../../src/values/build-plan.ts';
import { processesWith } from '../support/processes.ts';
import { diskEntry, fileEntry, folderEntry, linkEntry, localBase, tinyPlan } from '../support/tiny-plan.ts';

/** Distinguishes what this run builds from what an earlier one left in the cache. */
export const run = `${process.pid}-${Date.now()}`;

const tree = [
  folderEntry('project'),
  fileEntry('project/a-b.txt', 'between a folder and what it holds\n'),
  folderEntry('project/a', 0o700),
  fileEntry('project/a/ümlaut und leer.txt', 'name outside ASCII\n'),
  fileEntry('project/a/empty', ''),
  fileEntry('project/run.sh', '#!/bin/sh\n', 0o755),
  linkEntry('project/link', 'a/empty'),
  fileEntry('project/large.bin', Buffer.alloc(5_000_000, 7)),
];

export interface Trial {
  readonly result?: { imageId: string; bytesSent: number };
  readonly problem?: UserError['problem'];
  readonly events: readonly BuildEvent[];
  readonly lines: readonly string[];
}

export interface TrialOptions {
  readonly secrets?: ReadonlyMap<string, Uint8Array>;
  readonly agents?: ReadonlyMap<string, string>;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: BuildEvent) => void;
  readonly env?: NodeJS.ProcessEnv;
  readonly pull?: boolean;
}

/** Builds a plan and gives all that came of it, a failure included. */
export async function tryBuild(engine: Engine, plan: BuildPlan, o: TrialOptions = {}): Promise<Trial> {
  const events: BuildEvent[] = [];
  const lines = () => events.flatMap((event) => (event.kind === 'log' ? [event.line] : []));
  try {
    const result = await buildImage(engine, plan, {
      tags: [plan.reference],
      secrets: o.secrets ?? new Map(),
      agents: o.agents ?? new Map(),
      noCache: false,
      pull: o.pull ?? false,
      env: o.env ?? {},
      onEvent: (event) => {
        events.push(event);
        o.onEvent?.(event);
      },
      signal: o.signal ?? new AbortController().signal,
    });
    return { result, events, lines: lines() };
  } catch (error) {
    if (error instanceof UserError) return { problem: error.problem, events, lines: lines() };
    throw error;
  }
}

/** What a build has to do on every engine. */
export function buildSuite(start: () => Promise<{ env: NodeJS.ProcessEnv; stop: () => Promise<void> }>): void {
  let machine: Awaited<ReturnType<typeof start>>;
  let engine: Engine;
  let folder: string;
  const built = new Set<string>();
  const build = (plan: BuildPlan, o?: TrialOptions): Promise<Trial> => {
    built.add(plan.reference);
    return tryBuild(engine, plan, o);
  };

  beforeAll(async () => {
    machine = await start();
    engine = await connectEngine(machine.env);
    folder = await mkdtemp(join(tmpdir(), 'sd-build-'));
  });
  afterAll(async () => {
    for (const reference of built)
      await engine.api
        .getImage(reference)
        .remove({ force: true })
        .catch(() => undefined);
    engine.close();
    await machine.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('the entries of the plan arrive as they are', async () => {
    const list = "cd /project && find . -mindepth 1 -printf '%P %y %m %s %l\\n' | LC_ALL=C sort && sha256sum large.bin";
    const dockerfile = `FROM ${localBase}\nCOPY project /project\nRUN ${list} # ${run}\n`;
    const { result, lines, problem } = await build(tinyPlan('tree', dockerfile, tree));
    expect(problem).toBeUndefined();
    expect(lines.map((line) => line.replace(/^(\S+ d \d+) \d+/, '$1').trim())).toEqual([
      'a d 700',
      'a-b.txt f 644 35',
      'a/empty f 644 0',
      'a/ümlaut und leer.txt f 644 19',
      'large.bin f 644 5000000',
      'link l 777 7 a/empty',
      'run.sh f 755 10',
      `${tree.find((entry) => entry.path === 'project/large.bin')?.digest}  large.bin`,
    ]);
    expect(await imageId(engine, result?.imageId ?? '')).toBe(result?.imageId);
  });

  test('an unchanged tree sends nothing and uses the cache throughout; an edit of the same size is noticed', async () => {
    const dockerfile = `FROM ${localBase}\nCOPY project /project\nRUN cat /project/code.py # ${run}\n`;
    const plan = (code: string) =>
      tinyPlan('cache', dockerfile, [
        folderEntry('project'),
        fileEntry('project/code.py', code),
        fileEntry('project/other.bin', Buffer.alloc(200_000, run)),
      ]);
    const first = await build(plan('one'));
    expect(first.lines).toContain('one');
    const second = await build(plan('one'));
    expect(second.result?.imageId).toBe(first.result?.imageId);
    // BuildKit from 0.12 on asks for the Dockerfile each time, however well it knows it.
    const dockerfileOrNothing = [0, Buffer.byteLength(dockerfile)];
    expect(dockerfileOrNothing).toContain(second.result?.bytesSent);
    const steps = second.events.filter((event) => event.kind === 'step-completed');
    expect(steps.filter(({ name }) => / (COPY|RUN) /.test(name)).map(({ cached }) => cached)).toEqual([true, true]);
    const third = await build(plan('two'));
    expect(third.lines).toContain('two');
    expect(dockerfileOrNothing).toContain((third.result?.bytesSent ?? 0) - 'two'.length);
  });

  test('a secret reaches the step that mounts it, and neither a layer nor the cache key', async () => {
    const dockerfile = `FROM ${localBase}\nRUN --mount=type=secret,id=ca wc -c < /run/secrets/ca; echo ${run}\nRUN ls /run/secrets 2>&1; true\n`;
    const plan = tinyPlan('secret', dockerfile);
    const first = await build(plan, { secrets: new Map([['ca', Buffer.alloc(400_000, 'x')]]) });
    expect(first.lines).toContain('400000');
    expect(first.lines).not.toContain('ca');
    const second = await build(plan, { secrets: new Map([['ca', Buffer.from('another')]]) });
    expect(second.lines).toEqual([]);
    expect(second.result?.imageId).toBe(first.result?.imageId);
  });

  test('build arguments, labels and proxies are passed on', async () => {
    const dockerfile = `FROM ${localBase}\nARG COLOUR\nRUN echo $COLOUR $HTTPS_PROXY $no_proxy ${run}\n`;
    const plan = tinyPlan('arguments', dockerfile, [], { buildArgs: { COLOUR: 'green' } });
    const env = { HTTPS_PROXY: 'http://proxy.test:3128', no_proxy: 'localhost' };
    const { lines, result } = await build(plan, { env });
    expect(lines).toEqual([`green http://proxy.test:3128 localhost ${run}`]);
    const { Config } = await engine.api.getImage(result?.imageId ?? '').inspect();
    expect(Config.Labels).toMatchObject(plan.labels);
  });

  test('a failing step is named with its exit code and its last lines, and no image is made', async () => {
    const dockerfile = `FROM ${localBase}\nRUN echo ${run}; seq 1 1000; echo out; echo err >&2; printf unfinished; exit 3\n`;
    const plan = tinyPlan('failing', dockerfile);
    const { problem, events } = await build(plan);
    expect(problem).toMatchObject({ code: 'build-step-failed', exitCode: 3 });
    const { step, lines } = problem as { step: string; lines: readonly string[] };
    expect(step).toContain('seq 1 1000');
    // The engine reads stdout and stderr side by side: only within one of them is there an order.
    expect(lines.filter((line) => line !== 'err').slice(-3)).toEqual(['1000', 'out', 'unfinished']);
    expect(events.some((event) => event.kind === 'log' && event.line === 'err')).toBe(true);
    expect(events.some((event) => event.kind === 'step-failed' && event.name === step)).toBe(true);
    expect(await imageId(engine, plan.reference)).toBeUndefined();
  });

  test('a base image that cannot be had is named', async () => {
    const baseImage = 'localhost:9/no/such:base';
    const { problem } = await build(tinyPlan('no-base', `FROM ${baseImage}\nRUN true\n`, [], { baseImage }));
    expect(problem).toMatchObject({ code: 'base-image-unavailable', image: baseImage });
  });

  test("a Dockerfile that does not parse is the engine's refusal", async () => {
    const { problem } = await build(tinyPlan('nonsense', `FROM ${localBase}\nNONSENSE\n`));
    expect(problem?.code).toBe('engine-refused');
    expect((problem as { reason: string }).reason).toContain('NONSENSE');
  });

  test('a file that changed since it was hashed stops the build', async () => {
    const file = join(folder, 'views.py');
    await writeFile(file, 'edited');
    const entries = [folderEntry('project'), diskEntry('project/views.py', file, 'hashed')];
    const plan = tinyPlan('changed', `FROM ${localBase}\nCOPY project /project\n`, entries);
    expect((await build(plan)).problem).toMatchObject({ code: 'context-changed', path: 'project/views.py', file });
    await rm(file);
    expect((await build(plan)).problem).toMatchObject({ code: 'context-changed', reason: 'it is gone' });
  });

  test('an interrupted build ends on the engine too', async () => {
    const nap = `300.${process.pid}`;
    const plan = tinyPlan('interrupted', `FROM ${localBase}\nRUN echo ${run} begun && sleep ${nap}\n`);
    const stop = new AbortController();
    const onEvent = (event: BuildEvent): void => {
      if (event.kind === 'log' && event.line.endsWith('begun')) stop.abort();
    };
    expect((await build(plan, { signal: stop.signal, onEvent })).problem).toEqual({ code: 'build-cancelled' });
    await expect.poll(() => processesWith(`sleep ${nap}`), { timeout: 20_000 }).toEqual([]);
  });
}
