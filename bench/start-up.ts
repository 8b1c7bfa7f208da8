import { bin } from './ways.ts';
import { measure } from './measure.ts';

/** Seconds of `node -e 0`, `--version` and `inspect`, run in turn. */
export async function timeStartUp(
  project: string,
  times: number,
): Promise<{ node: number[]; version: number[]; inspect: number[] }> {
  const taken = { node: [] as number[], version: [] as number[], inspect: [] as number[] };
  const node = process.execPath;
  for (let run = 0; run < times + 2; run++) {
    const seconds = {
      node: (await measure([node, '-e', '0'])).seconds,
      version: (await measure([node, bin, '--version'])).seconds,
      inspect: (await measure([node, bin, 'inspect', project])).seconds,
    };
    // The first two fill the caches of the disk and of compiled code.
    if (run < 2) continue;
    taken.node.push(seconds.node);
    taken.version.push(seconds.version);
    taken.inspect.push(seconds.inspect);
  }
  return taken;
}
