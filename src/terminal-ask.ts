import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** How a question is put. */
export interface Asking {
  /** What Enter alone answers. */
  readonly suggestion?: string;
  /** What is typed does not show. */
  readonly hidden?: boolean;
  readonly signal: AbortSignal;
}

/** Asks one question on the terminal that the stream is. */
export async function ask(stream: NodeJS.WriteStream, question: string, asking: Asking): Promise<string> {
  const { suggestion, hidden = false, signal } = asking;
  const prompt = suggestion === undefined ? `${question}: ` : `${question} [${suggestion}] `;
  if (hidden) stream.write(prompt);
  const output = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : stream;
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  // While it asks, readline takes Ctrl-C and Ctrl-D for itself; both mean what Ctrl-C means everywhere else.
  const interrupt = (): void => void process.emit('SIGINT');
  lines.on('SIGINT', interrupt).on('close', interrupt);
  try {
    const answer = (await lines.question(hidden ? '' : prompt, { signal })).trim();
    return answer === '' ? (suggestion ?? '') : answer;
  } finally {
    lines.off('close', interrupt).close();
    if (hidden) stream.write('\n');
  }
}
