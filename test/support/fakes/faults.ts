import { setTimeout as pause } from 'node:timers/promises';

/** What goes wrong on purpose, for requests that a pattern fits: "POST /v1/apps/blog/machines", "PUT /v2/blog/blobs/…". */
export interface Fault {
  readonly on: RegExp;
  /** How often; default: until it is taken away. */
  readonly times?: number;
  /** Answers so. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** Waits before anything else. */
  readonly delayMs?: number;
  /** Takes so many bytes of the request's body, then cuts the connection. */
  readonly dropAfter?: number;
  /** Does what is asked, and cuts the connection instead of answering. */
  readonly loseAnswer?: boolean;
  /** Is called when a request fits. */
  readonly hit?: () => void;
}

/** The faults that are on. */
export class Faults {
  readonly #faults = new Map<Fault, number>();

  /** Switches one on; call what is given to switch it off. */
  add(fault: Fault): () => void {
    this.#faults.set(fault, fault.times ?? Number.POSITIVE_INFINITY);
    return () => void this.#faults.delete(fault);
  }

  clear(): void {
    this.#faults.clear();
  }

  /** The fault for a request, once its delay has passed. */
  async meet(method: string, path: string): Promise<Fault | undefined> {
    const line = `${method} ${path}`;
    for (const [fault, left] of this.#faults) {
      if (!fault.on.test(line)) continue;
      if (left <= 1) this.#faults.delete(fault);
      else this.#faults.set(fault, left - 1);
      fault.hit?.();
      if (fault.delayMs !== undefined) await pause(fault.delayMs);
      return fault;
    }
    return undefined;
  }
}
