import { fileURLToPath } from 'node:url';
import { startRegistry } from '../test/support/real-registry.ts';
import { measure, peakMemory } from './measure.ts';
import { aimTable, table } from './report.ts';

const script = fileURLToPath(new URL('registry/send.ts', import.meta.url));

/** Memory of our own registry client over the bytes that pass through it, and how fast they do. Gives tables. */
export async function benchRegistry(image: string, megabytes: number): Promise<string> {
  const registry = await startRegistry();
  try {
    const { host } = registry;
    // What the process takes before a byte passes: Node, the modules, a connection.
    const nothing = await peakMemory([script, host, '0']);
    const stream = await peakMemory([script, host, String(megabytes)]);
    const saved = await peakMemory([script, host, 'image', image]);
    const { seconds } = await measure([process.execPath, script, host, String(megabytes)]);
    const head = ['three layers at a time, compressed on the way', 'peak memory, MB'];
    const rows = [
      ['no byte', nothing.toFixed(1)],
      [`3 × ${megabytes} MB (${((3 * megabytes) / seconds).toFixed(0)} MB/s)`, stream.toFixed(1)],
      ['what the engine saves of the base image', saved.toFixed(1)],
    ];
    const aim = {
      what: 'memory over the blob stream',
      limit: 64,
      value: Math.max(stream, saved) - nothing,
      unit: 'MB',
    };
    return `${table([head, ...rows])}\n\n${aimTable([aim])}`;
  } finally {
    registry.stop();
  }
}
