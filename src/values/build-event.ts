/** What a build, a pull or a push tells while it runs. A step is a vertex of BuildKit's graph, numbered in the order in which they begin. */
export type BuildEvent =
  | { readonly kind: 'step-started'; readonly step: number; readonly name: string }
  | {
      readonly kind: 'step-completed';
      readonly step: number;
      readonly name: string;
      readonly ms: number;
      readonly cached: boolean;
    }
  | {
      readonly kind: 'step-failed';
      readonly step: number;
      readonly name: string;
      readonly ms: number;
      readonly error: string;
    }
  | { readonly kind: 'log'; readonly step: number; readonly line: string }
  /** Something moves within a step: the context to the engine, a layer from a registry. */
  | {
      readonly kind: 'progress';
      readonly step: number;
      readonly id: string;
      readonly current: number;
      readonly total: number;
    }
  /** The engine fetches the base image, which it did not have. */
  | { readonly kind: 'pull'; readonly step: number; readonly image: string }
  | { readonly kind: 'warning'; readonly text: string };

/** What a push tells while it runs, a layer each. */
export interface PushEvent {
  readonly layer: string;
  readonly state: 'waiting' | 'sending' | 'sent' | 'present' | 'mounted';
  /** Bytes so far and in all, as the engine counts them (uncompressed on the classic store); 0 when it does not say. */
  readonly current: number;
  readonly total: number;
  /** The same in words. */
  readonly text: string;
}
