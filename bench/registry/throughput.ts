import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startRegistry } from '../../test/support/real-registry.ts';
import { temporaryFolder } from '../folder.ts';
import { measure } from '../measure.ts';
import { scenarioTable } from '../report.ts';

const image = 'simple-deploy-bench/layer:200';
const send = fileURLToPath(new URL('send.ts', import.meta.url));

/** Three ways to bring the same image of one layer of 200 MB from the engine to an empty registry; each a whole process. */
export async function benchThroughput(runs: number): Promise<string> {
  importImage();
  try {
    const seconds: number[][] = ways.map(() => []);
    for (let run = 0; run < runs; run++) {
      for (const [index, { push }] of ways.entries()) seconds[index]?.push(await timed(push));
    }
    const scenario = { what: 'a layer of 200 MB', seconds };
    return scenarioTable(
      ways.map(({ name }) => name),
      [scenario],
    );
  } finally {
    execFileSync('docker', ['rmi', image], { stdio: 'ignore' });
  }
}

type Push = (host: string) => Promise<number>;

const ways: readonly { readonly name: string; readonly push: Push }[] = [
  { name: 'simple-deploy', push: async (host) => secondsOf([process.execPath, send, host, 'image', image]) },
  {
    name: 'skopeo',
    push: async (host) =>
      secondsOf([
        'skopeo',
        'copy',
        '--quiet',
        '--dest-tls-verify=false',
        `docker-daemon:${image}`,
        `docker://${host}/it:1`,
      ]),
  },
  {
    name: 'docker push',
    push: async (host) => {
      execFileSync('docker', ['tag', image, `${host}/it:1`]);
      const seconds = await secondsOf(['docker', 'push', '--quiet', `${host}/it:1`]);
      execFileSync('docker', ['rmi', `${host}/it:1`], { stdio: 'ignore' });
      return seconds;
    },
  },
];

async function secondsOf(command: readonly string[]): Promise<number> {
  return (await measure(command, { env: { XDG_STATE_HOME: temporaryFolder() } })).seconds;
}

/** A registry of its own each time: what another way brought would be there already. */
async function timed(push: Push): Promise<number> {
  const registry = await startRegistry();
  try {
    return await push(registry.host);
  } finally {
    registry.stop();
  }
}

/** Half of it no compression makes smaller, half is programs and their libraries. */
function importImage(): void {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'random'), randomBytes(100_000_000));
  writeFileSync(join(folder, 'programs'), programs(100_000_000));
  execFileSync('sh', ['-c', 'tar -cf - -C "$1" random programs | docker import - "$2"', 'sh', folder, image]);
}

function programs(size: number): Buffer {
  const folder = '/usr/bin';
  const pieces: Buffer[] = [];
  for (let length = 0; length < size;) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isFile() || length >= size) continue;
      const piece = readFileSync(join(folder, entry.name));
      pieces.push(piece);
      length += piece.length;
    }
  }
  return Buffer.concat(pieces).subarray(0, size);
}
