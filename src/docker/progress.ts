import type { BuildEvent } from '../values/build-event.ts';
import { codec } from './session/messages.ts';

interface Timestamp {
  readonly seconds: number;
  readonly nanos: number;
}
interface Vertex {
  readonly digest: string;
  readonly name: string;
  readonly cached: boolean;
  readonly started: Timestamp | null;
  readonly completed: Timestamp | null;
  readonly error: string;
}
interface StatusResponse {
  readonly vertexes: readonly Vertex[];
  readonly statuses: readonly { id: string; vertex: string; current: number; total: number }[];
  readonly logs: readonly { vertex: string; stream: number; msg: Uint8Array }[];
  readonly warnings: readonly { short: Uint8Array }[];
}

/** One line of the stream that answers `POST /build`. */
export interface BuildLine {
  readonly id?: string;
  readonly aux?: unknown;
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

/** The step that failed, with the end of its output. */
export interface FailedStep {
  readonly name: string;
  readonly error: string;
  readonly lines: readonly string[];
}

/** What is known of a build when its stream has ended. */
export interface BuildOutcome {
  readonly imageId?: string;
  /** The engine's own sentence. Its presence means failure, whatever else the stream held. */
  readonly error?: string;
  readonly failed?: FailedStep;
}

/** Output lines kept per step, for the report of a failure. */
const keptLines = 400;

interface Step {
  readonly number: number;
  readonly name: string;
  readonly lines: string[];
  /** Unfinished lines, by stream: standard output and standard error come in pieces that interleave. */
  readonly rests: Map<number, string>;
  completed: boolean;
}

/**
 * Follows a build: takes the lines of its stream, reports events, and gives the outcome at the end. Success is an image
 * ID and no error; nothing else is.
 */
export class BuildProgress {
  readonly #steps = new Map<string, Step>();
  readonly #codec = codec<StatusResponse>('StatusResponse');
  readonly #onEvent: (event: BuildEvent) => void;
  readonly #baseImage: string;
  #pullSeen = false;
  #imageId: string | undefined;
  #error: string | undefined;
  #failed: FailedStep | undefined;

  constructor(baseImage: string, onEvent: (event: BuildEvent) => void) {
    this.#baseImage = baseImage;
    this.#onEvent = onEvent;
  }

  take(line: BuildLine): void {
    if (line.error !== undefined) this.#error = line.errorDetail?.message ?? line.error;
    else if (line.id === 'moby.image.id') this.#imageId = (line.aux as { ID?: string }).ID;
    else if (line.id === 'moby.buildkit.trace') this.#trace(Buffer.from(String(line.aux), 'base64'));
  }

  outcome(): BuildOutcome {
    return {
      ...(this.#imageId === undefined ? {} : { imageId: this.#imageId }),
      ...(this.#error === undefined ? {} : { error: this.#error }),
      ...(this.#failed === undefined ? {} : { failed: this.#failed }),
    };
  }

  #trace(bytes: Uint8Array): void {
    const status = this.#codec.decode(bytes);
    // Logs first where the step is known: the response that ends a step often holds its last lines too.
    for (const vertex of status.vertexes) this.#started(vertex);
    for (const log of status.logs) this.#log(log.vertex, log.stream, Buffer.from(log.msg).toString('utf8'));
    for (const { id, vertex, current, total } of status.statuses) this.#moved(vertex, id, current, total);
    for (const vertex of status.vertexes) this.#completed(vertex);
    for (const warning of status.warnings) {
      this.#onEvent({ kind: 'warning', text: Buffer.from(warning.short).toString('utf8') });
    }
  }

  #started(vertex: Vertex): void {
    if (vertex.started === null || this.#steps.has(vertex.digest)) return;
    const step = {
      number: this.#steps.size + 1,
      name: vertex.name,
      lines: [],
      rests: new Map<number, string>(),
      completed: false,
    };
    this.#steps.set(vertex.digest, step);
    this.#onEvent({ kind: 'step-started', step: step.number, name: step.name });
  }

  #log(digest: string, stream: number, text: string): void {
    const step = this.#steps.get(digest);
    if (step === undefined) return;
    const lines = ((step.rests.get(stream) ?? '') + text).split('\n');
    step.rests.set(stream, lines.pop() ?? '');
    for (const line of lines) this.#line(step, line);
  }

  #line(step: Step, raw: string): void {
    // A progress bar rewrites its line: what stands after the last return is what a terminal would show.
    const line = raw.replace(/\r$/, '').replace(/^.*\r/, '');
    step.lines.push(line);
    if (step.lines.length > keptLines) step.lines.shift();
    this.#onEvent({ kind: 'log', step: step.number, line });
  }

  #moved(digest: string, id: string, current: number, total: number): void {
    const step = this.#steps.get(digest);
    if (step === undefined) return;
    // A layer that comes from a registry shows under its digest, with its size.
    if (!this.#pullSeen && id.startsWith('sha256:') && total > 0) {
      this.#pullSeen = true;
      this.#onEvent({ kind: 'pull', step: step.number, image: this.#baseImage });
    }
    this.#onEvent({ kind: 'progress', step: step.number, id, current, total });
  }

  #completed(vertex: Vertex): void {
    const step = this.#steps.get(vertex.digest);
    if (step === undefined || step.completed || vertex.completed === null) return;
    step.completed = true;
    for (const rest of step.rests.values()) if (rest !== '') this.#line(step, rest);
    const { number, name } = step;
    const ms = vertex.started === null ? 0 : Math.max(0, milliseconds(vertex.completed) - milliseconds(vertex.started));
    if (vertex.error === '') {
      this.#onEvent({ kind: 'step-completed', step: number, name, ms, cached: vertex.cached });
      return;
    }
    // Steps that were stopped because another one failed end with an error as well: the first is the cause.
    if (!isCancellation(vertex.error)) this.#failed ??= { name, error: vertex.error, lines: step.lines };
    this.#onEvent({ kind: 'step-failed', step: number, name, ms, error: vertex.error });
  }
}

/** Go's context.Canceled, which BuildKit gives for every step that it stops itself. */
function isCancellation(error: string): boolean {
  return error.endsWith('context canceled');
}

function milliseconds(time: Timestamp): number {
  return time.seconds * 1000 + time.nanos / 1e6;
}
