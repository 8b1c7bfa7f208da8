import type { Duplex } from 'node:stream';
import type { ContainerSpec } from '../../values/container.ts';
import type { Engine } from '../engine.ts';
import { createContainer } from './create.ts';
import { exitCodeOf } from './exit-code.ts';
import { removeContainer, startContainer } from './lifecycle.ts';

export interface Attendance {
  readonly stdin?: NodeJS.ReadStream;
  readonly output: (chunk: Uint8Array) => void;
  readonly error: (chunk: Uint8Array) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs a container with the person's own terminal, or with what is piped in, and removes it. Gives its exit code. On a
 * terminal keys go through as they are (Ctrl-C reaches the command, not us) and the size follows the window's.
 */
export async function attendContainer(engine: Engine, spec: ContainerSpec, doors: Attendance): Promise<number> {
  doors.signal.throwIfAborted();
  const tty = doors.stdin?.isTTY === true;
  await createContainer(engine, spec, { tty });
  const kill = () => void removeContainer(engine, spec.name).catch(() => undefined);
  doors.signal.addEventListener('abort', kill, { once: true });
  const container = engine.api.getContainer(spec.name);
  let restore = (): void => undefined;
  try {
    const stream = (await container.attach({
      stream: true,
      hijack: true,
      stdin: true,
      stdout: true,
      stderr: true,
    })) as Duplex;
    const ended = passOn(engine, stream, tty, doors);
    await startContainer(engine, spec.name);
    restore = connect(stream, doors.stdin, (size) => void container.resize(size).catch(() => undefined));
    await ended;
    doors.signal.throwIfAborted();
    return await exitCodeOf(engine, spec.name);
  } finally {
    restore();
    doors.signal.removeEventListener('abort', kill);
    await removeContainer(engine, spec.name);
  }
}

function passOn(engine: Engine, stream: Duplex, tty: boolean, doors: Attendance): Promise<void> {
  const sink = (write: (chunk: Uint8Array) => void) => ({ write });
  if (tty) stream.on('data', doors.output);
  else {
    (engine.api.modem as { demuxStream(from: Duplex, out: object, error: object): void }).demuxStream(
      stream,
      sink(doors.output),
      sink(doors.error),
    );
  }
  return new Promise((resolve) =>
    stream
      .once('close', resolve)
      .once('end', resolve)
      .once('error', () => resolve()),
  );
}

/** Joins our input to the container's; gives what sets the terminal right again. */
function connect(
  stream: Duplex,
  stdin: NodeJS.ReadStream | undefined,
  resize: (size: { h: number; w: number }) => void,
): () => void {
  if (stdin === undefined) {
    stream.end();
    return () => undefined;
  }
  const fit = () => resize({ h: process.stdout.rows, w: process.stdout.columns });
  const terminal = stdin.isTTY ? stdin : undefined;
  terminal?.setRawMode(true);
  if (terminal) fit();
  if (terminal) process.stdout.on('resize', fit);
  stdin.pipe(stream);
  return () => {
    stdin.unpipe(stream);
    stdin.pause();
    terminal?.setRawMode(false);
    process.stdout.off('resize', fit);
  };
}
