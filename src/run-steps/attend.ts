import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { trustFor } from '../registry/trust.ts';
import type { Attend } from '../values/step.ts';
import type { EffectDoors } from './doors.ts';
import { exitMark } from './exit-mark.ts';
import { EffectFailure } from './failure.ts';
import { addressIn } from './text.ts';

/** Ends the input of a program, as a terminal says it. */
const endOfInput = '\u0004';
/** A command that neither writes nor is written to for that long is given up. */
const silenceMs = 60 * 60_000;

/**
 * Begins something and stays with it until it ends; gives its exit code. Throws `api-refused`, an EffectFailure when the
 * connection cannot be had or ends first, the signal's reason.
 */
export async function attend(effect: Attend, doors: EffectDoors): Promise<number> {
  const address = new URL(await addressIn(effect, doors));
  if (address.protocol !== 'rendezvous:') {
    throw new EffectFailure(
      `it is met by ${address.protocol.replace(':', '')}, which only the platform's own program speaks`,
    );
  }
  const socket = await meet(address, doors);
  const stop = (): void => void socket.destroy();
  doors.signal.addEventListener('abort', stop, { once: true });
  let restore = (): void => undefined;
  // What is said before the greeting nobody hears.
  const onGreeting = (): void => void (restore = joinInput(socket, doors.stdin));
  try {
    return await passOn(socket, effect.exitMark, { ...doors, onGreeting });
  } finally {
    restore();
    doors.signal.removeEventListener('abort', stop);
    socket.destroy();
  }
}

async function meet({ hostname: host, port, pathname, search }: URL, doors: EffectDoors): Promise<TLSSocket> {
  const secureContext = await trustFor(host, doors.env);
  const socket = connect({ host, port: Number(port), servername: host, ...(secureContext && { secureContext }) });
  socket.setNoDelay(true);
  socket.setTimeout(silenceMs, () => socket.destroy());
  try {
    await once(socket, 'secureConnect', { signal: doors.signal });
  } catch (error) {
    socket.destroy();
    doors.signal.throwIfAborted();
    throw new EffectFailure(`${host}:${port} cannot be reached: ${(error as Error).message}`);
  }
  socket.write(`${pathname.slice(1)}${search}\r\n`);
  return socket;
}

/** Hands on what is written, but for the line that greets and the one that tells the exit code. */
async function passOn(
  socket: TLSSocket,
  mark: string,
  { onGreeting, ...doors }: EffectDoors & { readonly onGreeting: () => void },
): Promise<number> {
  const own = exitMark(mark);
  let greeting: string | undefined = '';
  socket.on('data', (chunk: Buffer) => {
    let said = chunk;
    if (greeting !== undefined) {
      greeting += chunk.toString('latin1');
      const end = greeting.indexOf('\n');
      if (end < 0) return;
      said = Buffer.from(greeting.slice(end + 1), 'latin1');
      greeting = undefined;
      onGreeting();
    }
    const out = own.take(said);
    if (out.length > 0) doors.output(out);
    // The other end does not close before the shell around the command has ended too.
    if (own.exitCode() !== undefined) socket.end();
  });
  let reason = 'the connection ended before the command did';
  socket.on('error', (error: Error) => void (reason = `the connection broke off: ${error.message}`));
  await once(socket, 'close').catch(() => undefined);
  doors.signal.throwIfAborted();
  if (own.rest().length > 0) doors.output(own.rest());
  const exitCode = own.exitCode();
  if (exitCode === undefined) throw new EffectFailure(reason);
  return exitCode;
}

/** Joins our input to it: keys as they are, or what is piped in and its end. Gives what sets the terminal right again. */
function joinInput(socket: TLSSocket, stdin: NodeJS.ReadStream | undefined): () => void {
  if (stdin === undefined) {
    socket.write(endOfInput);
    return () => undefined;
  }
  const end = (): void => void (socket.writable && socket.write(endOfInput));
  if (stdin.isTTY) stdin.setRawMode(true);
  else stdin.once('end', end);
  stdin.pipe(socket, { end: false });
  return () => {
    stdin.unpipe(socket);
    stdin.off('end', end);
    stdin.pause();
    if (stdin.isTTY) stdin.setRawMode(false);
  };
}
