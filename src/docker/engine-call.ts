import type Modem from 'docker-modem';
import type { Engine } from './engine.ts';

/** A call that dockerode has no method for, or not the way we need it, in the terms of docker-modem. */
export interface EngineCall {
  readonly method: string;
  /** Ends in `?` when there is a query. */
  readonly path: string;
  /** `_query` goes into the address, `_body` into the body. */
  readonly options?: { readonly _query: object; readonly _body: object };
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Gives the answer as a stream. */
  readonly isStream?: boolean;
  /** Gives the connection itself, after a 101. */
  readonly hijack?: boolean;
  readonly abortSignal?: AbortSignal;
  readonly statusCodes: Readonly<Record<number, true>>;
}

/** Makes the call; rejects with docker-modem's error. What it resolves to follows from the call. */
export function callEngine<T>(engine: Engine, call: EngineCall): Promise<T> {
  return new Promise((resolve, reject) => {
    engine.api.modem.dial(call as Modem.DialOptions, (error: unknown, answer: unknown) => {
      if (error) reject(error);
      else resolve(answer as T);
    });
  });
}
