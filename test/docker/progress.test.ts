import { describe, expect, test } from 'vitest';
import { jsonLines } from '../../src/docker/json-lines.ts';
import { type BuildLine, BuildProgress } from '../../src/docker/progress.ts';
import { codec } from '../../src/docker/session/messages.ts';
import type { BuildEvent } from '../../src/values/build-event.ts';

const at = (seconds: number) => ({ seconds, nanos: 500_000_000 });
const trace = (status: object): BuildLine => ({
  id: 'moby.buildkit.trace',
  aux: codec('StatusResponse').encode(status).toString('base64'),
});
const log = (vertex: string, stream: number, text: string) => ({ vertex, stream, msg: Buffer.from(text) });
const imageLine: BuildLine = { id: 'moby.image.id', aux: { ID: 'sha256:abc' } };

function follow(lines: readonly BuildLine[]) {
  const events: BuildEvent[] = [];
  const progress = new BuildProgress('base:1', (event) => events.push(event));
  for (const line of lines) progress.take(line);
  return { events, outcome: progress.outcome() };
}

describe('BuildProgress', () => {
  test('success is an image ID and no error; an error counts whatever else there was', () => {
    expect(follow([imageLine]).outcome).toEqual({ imageId: 'sha256:abc' });
    expect(follow([imageLine, { error: 'x', errorDetail: { message: 'long x' } }]).outcome.error).toBe('long x');
    expect(follow([]).outcome).toEqual({});
  });

  test('numbers steps as they begin, tells each once, and how long it took', () => {
    const step = { digest: 'a', name: 'RUN a', started: at(10) };
    const done = { ...step, completed: at(12) };
    const cached = { digest: 'b', name: 'RUN b', started: at(12), completed: at(12), cached: true };
    expect(
      follow([trace({ vertexes: [step] }), trace({ vertexes: [done, cached] }), trace({ vertexes: [done] })]).events,
    ).toEqual([
      { kind: 'step-started', step: 1, name: 'RUN a' },
      { kind: 'step-started', step: 2, name: 'RUN b' },
      { kind: 'step-completed', step: 1, name: 'RUN a', ms: 2000, cached: false },
      { kind: 'step-completed', step: 2, name: 'RUN b', ms: 0, cached: true },
    ]);
  });

  test('puts pieces of output together by stream; of a progress bar the last state stays', () => {
    const vertexes = [{ digest: 'a', name: 'RUN a', started: at(1) }];
    const logs = [log('a', 1, 'one\ntw'), log('a', 2, 'err\n'), log('a', 1, 'o\n10%\r100%\nthr')];
    const end = { vertexes: [{ ...vertexes[0], completed: at(2) }], logs: [log('a', 1, 'ee')] };
    const { events } = follow([trace({ vertexes, logs }), trace(end)]);
    const lines = events.flatMap((event) => (event.kind === 'log' ? [event.line] : []));
    expect(lines).toEqual(['one', 'err', 'two', '100%', 'three']);
  });

  test('the step that failed is the one that was not stopped because of another', () => {
    const failed = (digest: string, error: string) => ({
      digest,
      name: digest,
      started: at(1),
      completed: at(2),
      error,
    });
    const { outcome } = follow([
      trace({ vertexes: [failed('stopped', 'process "x": context canceled')] }),
      trace({ vertexes: [failed('cause', 'exit code: 1')], logs: [log('cause', 2, 'why\n')] }),
      { error: 'failed' },
    ]);
    expect(outcome.failed).toEqual({ name: 'cause', error: 'exit code: 1', lines: ['why'] });
  });

  test('says once that the base image is fetched', () => {
    const vertexes = [{ digest: 'a', name: '[1/2] FROM base:1', started: at(1) }];
    const statuses = [1, 2].map((current) => ({ id: 'sha256:def', vertex: 'a', current, total: 9 }));
    const { events } = follow([trace({ vertexes, statuses })]);
    expect(events.filter(({ kind }) => kind === 'pull')).toEqual([{ kind: 'pull', step: 1, image: 'base:1' }]);
  });
});

test('jsonLines: values that come in pieces, characters that are cut in two, a last line that is cut short', async () => {
  const bytes = Buffer.from('{"a":"ü"}\r\n\n{"a":2}\n{"a":');
  const pieces = async function* () {
    for (const byte of bytes) yield await Promise.resolve(Uint8Array.of(byte));
  };
  const values: unknown[] = [];
  for await (const value of jsonLines(pieces())) values.push(value);
  expect(values).toEqual([{ a: 'ü' }, { a: 2 }]);
});
