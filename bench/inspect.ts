import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { measureAnyEnd, peakMemoryOf } from './measure.ts';
import { installedPeers } from './peers.ts';
import { copyOf } from './project.ts';
import { table } from './report.ts';
import { pairedDifference, pairedRatio, withSpread } from './statistics.ts';
import { bin } from './ways.ts';

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * `npm run bench -- inspect <folder>…`: `simple-deploy inspect` as a whole process, asked for the first time and asked
 * again, beside `node -e 0` and the plans of the peers that are installed, on each folder; then on the fixture with and
 * without 20,000 files in folders that are never walked.
 */
export async function benchInspect(folders: readonly string[], times: number): Promise<string> {
  const { there, absent } = installedPeers(process.env['PATH'] ?? '');
  const tables: string[] = [];
  const answers = mkdtempSync(join(tmpdir(), 'simple-deploy-bench-answers-'));
  for (const folder of folders.map((each) => resolve(each))) {
    const others = there.map(({ name, program, args }) => ({
      name: `${name} plan`,
      command: [program, ...args(folder)],
    }));
    const again = ours('simple-deploy inspect, asked again', folder, { XDG_CACHE_HOME: answers });
    tables.push(
      await timed(
        basename(folder),
        [ours('simple-deploy inspect, asked for the first time', folder), again, ...others],
        times,
      ),
    );
  }
  rmSync(answers, { recursive: true, force: true });
  tables.push(await whatIsNeverWalked(times));
  const skipped = absent.map((name) => `${name} is not installed, so it is not measured.`);
  return [...tables, ...skipped].join('\n\n');
}

/** As if the project had never been asked about, since nothing can be kept there. */
const forgetful = { XDG_CACHE_HOME: '/dev/null' };

function ours(name: string, folder: string, env: NodeJS.ProcessEnv = forgetful): Contender {
  return { name, command: [process.execPath, bin, 'inspect', folder, '--json'], env };
}

/** A table of one project: all contenders in turn, another one first in each round. */
async function timed(title: string, contenders: readonly Contender[], times: number): Promise<string> {
  const all: readonly Contender[] = [{ name: 'node -e 0', command: [process.execPath, '-e', '0'] }, ...contenders];
  const taken = all.map(() => [] as number[]);
  for (let round = -2; round < times; round++) {
    for (const turn of all.keys()) {
      const index = (turn + Math.max(round, 0)) % all.length;
      const { seconds } = await measureAnyEnd(all[index]?.command ?? [], { env: all[index]?.env ?? {} });
      // The first two rounds fill the caches of the disk and of compiled code.
      if (round >= 0) taken[index]?.push(seconds);
    }
  }
  const [node = []] = taken;
  const rows = all.map(({ name, command, env }, index) => {
    const own = taken[index] ?? [];
    return [
      name,
      withSpread(own.map(inMs), 0),
      pairedRatio(own, node),
      (pairedDifference(own, node) * 1000).toFixed(0),
      peakMemoryOf(command, env).toFixed(0),
    ];
  });
  return table([
    [`${title} (${times} runs)`, 'ms, median (least–greatest)', 'to node -e 0', 'ms more', 'peak MB'],
    ...rows,
  ]);
}

const NEVER_WALKED = ['node_modules', '.git/objects', '.venv/lib'];

/** The fixture, and the same with many files where nothing of a project lies. */
async function whatIsNeverWalked(times: number): Promise<string> {
  const holder = mkdtempSync(join(tmpdir(), 'simple-deploy-bench-inspect-'));
  try {
    const [plain, full] = ['plain', 'full'].map((name) => copyOf(holder, name).folder);
    if (plain === undefined || full === undefined) throw new Error('two copies');
    for (const folder of NEVER_WALKED) fill(join(full, folder), 20_000 / NEVER_WALKED.length);
    writeFileSync(join(full, '.venv/pyvenv.cfg'), '');
    return await timed(
      'fixture',
      [ours('the fixture', plain), ours('and 20,000 files in node_modules, .git and .venv', full)],
      times,
    );
  } finally {
    rmSync(holder, { recursive: true, force: true });
  }
}

function fill(folder: string, files: number): void {
  for (let file = 0; file < files; file++) {
    const below = join(folder, `package-${Math.floor(file / 20)}`);
    if (file % 20 === 0) mkdirSync(below, { recursive: true });
    writeFileSync(join(below, `file-${file}.py`), '');
  }
}

function inMs(seconds: number): number {
  return seconds * 1000;
}
