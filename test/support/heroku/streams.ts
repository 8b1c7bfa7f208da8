import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { onWrite } from './log.ts';
import type { HerokuApp, HerokuState, Output } from './state.ts';

interface Session {
  readonly app: HerokuApp;
  readonly fits: (line: string) => boolean;
  readonly lines: number;
  readonly tail: boolean;
}

const sessions = new Map<string, Session>();

/** Opens a log for whoever comes with its name. */
export function openSession(session: Session): string {
  const id = randomUUID();
  sessions.set(id, session);
  return id;
}

/** Serves the output of release phases (`/streams/ID`) and opened logs (`/logs/ID`); false: it is none of them. */
export function serveStreams(
  { apps }: HerokuState,
  path: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): boolean {
  const [, kind, id = ''] = /^\/(streams|logs)\/([-\w]+)$/.exec(path) ?? [];
  if (kind === undefined) return false;
  const outputs = [...apps.values()].flatMap(({ releases }) => releases.flatMap(({ output }) => output ?? []));
  const output = outputs.find((each) => each.id === id);
  const session = sessions.get(id);
  if (kind === 'streams' && output?.started === true) streamOutput(output, outgoing);
  else if (kind === 'logs' && session !== undefined)
    streamLog(session, incoming.headers.accept?.includes('text/event-stream') === true, outgoing);
  // Also before the release phase runs: ask again.
  else outgoing.writeHead(404).end();
  return true;
}

function streamOutput(output: Output, outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'content-type': 'text/plain' });
  let sent = 0;
  const send = (): void => {
    outgoing.write(output.text.slice(sent));
    sent = output.text.length;
    if (!output.ended) return;
    output.listeners.delete(send);
    outgoing.end();
  };
  output.listeners.add(send);
  outgoing.on('close', () => output.listeners.delete(send));
  outgoing.flushHeaders();
  send();
}

/** What there is of a log, and with `tail` what comes: as plain lines, or as events for who asks for those. */
function streamLog({ app, fits, lines, tail }: Session, asEvents: boolean, outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'content-type': asEvents ? 'text/event-stream' : 'text/plain' });
  const say = (text: string): void => void outgoing.write(asEvents ? `id: 1\ndata: ${text}\n\n` : `${text}\n`);
  const there = app.log.map(({ text }) => text).filter(fits);
  there.slice(Math.max(0, there.length - lines)).forEach(say);
  if (!tail) return void outgoing.end();
  outgoing.flushHeaders();
  let at = app.log.length;
  const end = onWrite(app, () => {
    for (const { text } of app.log.slice(at).filter(({ text }) => fits(text))) say(text);
    at = app.log.length;
  });
  outgoing.on('close', end);
}
