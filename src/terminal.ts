import { styleText } from 'node:util';
import type { Style } from './messages/render.ts';
import type { Redactor } from './redact.ts';
import type { Asking } from './terminal-ask.ts';
import { plainView } from './terminal-plain.ts';
import type { ViewTarget } from './terminal-view.ts';
import type { Activity } from './values/activity.ts';

/** Where the talk goes: everything that is for people and not for pipes. */
export interface Terminal {
  /** Someone can answer a question. */
  readonly canAsk: boolean;
  /** Every line of every step is wanted. */
  readonly verbose: boolean;
  readonly style: Style;
  /** Columns of the screen; undefined where nobody watches. */
  readonly width: number | undefined;
  /** A line, or several, that stay. */
  say(text: string): void;
  /** News of a step. */
  show(activity: Activity): void;
  /** Asks one question. */
  ask(question: string, asking: Asking): Promise<string>;
  /** Ends the live part; what was said stays. */
  close(): void;
}

/**
 * Opens the talk on stderr: a live view where a person watches, plain lines in a pipe, in CI, on a dumb terminal and
 * with `--verbose`. Every text is redacted.
 */
export async function openTerminal(
  stream: NodeJS.WriteStream,
  options: { readonly verbose: boolean; readonly env: NodeJS.ProcessEnv; readonly redactor: Redactor },
): Promise<Terminal> {
  const style = styleFor(stream);
  const target: ViewTarget = { stream, style, verbose: options.verbose };
  const isLive = stream.isTTY && !options.verbose && options.env['TERM'] !== 'dumb' && options.env['CI'] === undefined;
  const view = isLive ? (await import('./terminal-live.ts')).liveView(target) : plainView(target);
  const redact = (text: string): string => options.redactor.redact(text);
  return {
    canAsk: stream.isTTY && process.stdin.isTTY,
    verbose: options.verbose,
    style,
    width: stream.isTTY ? stream.columns : undefined,
    say: (text) => view.say(redact(text)),
    show: (activity) => view.show(redacted(activity, redact)),
    async ask(question, asking) {
      const { ask } = await import('./terminal-ask.ts');
      return ask(stream, question, asking);
    },
    close: () => view.close(),
  };
}

function redacted(activity: Activity, redact: (text: string) => string): Activity {
  if (activity.type === 'output') return { ...activity, line: redact(activity.line) };
  if (activity.type === 'started') return { ...activity, title: redact(activity.title) };
  if (activity.type !== 'failed' || activity.lines === undefined) return activity;
  return { ...activity, lines: activity.lines.map(redact) };
}

/** Colours where the stream shows them; NO_COLOR and FORCE_COLOR are honoured by styleText. */
function styleFor(stream: NodeJS.WriteStream): Style {
  const paint = (format: 'red' | 'bold' | 'dim' | 'green' | 'yellow') => (text: string) =>
    styleText(format, text, { stream });
  return { red: paint('red'), bold: paint('bold'), dim: paint('dim'), green: paint('green'), yellow: paint('yellow') };
}
