import type { PushEvent } from '../values/build-event.ts';

/** One line of the stream that answers `POST /images/NAME/push`. */
export interface PushLine {
  readonly id?: string;
  readonly status?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  readonly aux?: { readonly Digest?: string };
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

/** What a push came to. */
export interface PushResult {
  /** `sha256:…` of the manifest, as the registry names the image. */
  readonly digest: string;
  /** Bytes of the layers that were sent, as the engine counts them. */
  readonly bytesPushed: number;
  readonly layersPushed: number;
  /** Layers that the registry held, or could take from another of its repositories. */
  readonly layersExisting: number;
}

type State = PushEvent['state'];

/** The engine's words for what happens to a layer (moby/moby, distribution/push_v2.go; the same in its containerd store). */
const states: Readonly<Record<string, State>> = {
  Preparing: 'waiting',
  Waiting: 'waiting',
  Pushing: 'sending',
  Pushed: 'sent',
  'Layer already exists': 'present',
  'Already exists': 'present',
};

/** Follows a push layer by layer. */
export class PushProgress {
  readonly #layers = new Map<string, { state: State; total: number }>();
  readonly #onEvent: (event: PushEvent) => void;
  #digest: string | undefined;
  #error: string | undefined;

  constructor(onEvent: (event: PushEvent) => void) {
    this.#onEvent = onEvent;
  }

  take(line: PushLine): void {
    if (line.error !== undefined) this.#error = line.errorDetail?.message ?? line.error;
    // Classic stores give it as data too; those of containerd only in this sentence.
    this.#digest ??= line.aux?.Digest ?? /: digest: (sha256:[0-9a-f]{64}) size: /.exec(line.status ?? '')?.[1];
    const state = stateOf(line.status);
    if (line.id !== undefined && state !== undefined) this.#layer(line.id, state, line.progressDetail);
  }

  /** The engine's sentence when it failed, else the result; neither when the stream broke off. */
  outcome(): { readonly error?: string; readonly result?: PushResult } {
    if (this.#error !== undefined) return { error: this.#error };
    if (this.#digest === undefined) return {};
    const layers = [...this.#layers.values()];
    const sent = layers.filter(({ state }) => state === 'sent');
    const result = {
      digest: this.#digest,
      bytesPushed: sent.reduce((sum, { total }) => sum + total, 0),
      layersPushed: sent.length,
      layersExisting: layers.filter(({ state }) => state === 'present' || state === 'mounted').length,
    };
    return { result };
  }

  #layer(layer: string, state: State, detail: PushLine['progressDetail']): void {
    const known = this.#layers.get(layer);
    // A small layer passes its announced size by its own headers: what was sent last is what it came to.
    const current = detail?.current ?? (state === 'sent' ? (known?.total ?? 0) : 0);
    const total = Math.max(detail?.total ?? 0, detail?.current ?? 0, known?.total ?? 0);
    this.#layers.set(layer, { state, total });
    this.#onEvent({ layer, state, current, total, text: textOf(layer, state, current, total) });
  }
}

function stateOf(status: string | undefined): State | undefined {
  if (status === undefined) return undefined;
  return states[status] ?? (status.startsWith('Mounted from') ? 'mounted' : undefined);
}

const words: Readonly<Record<State, string>> = {
  waiting: 'waiting',
  sending: 'sending',
  sent: 'sent',
  present: 'the registry has it',
  mounted: 'the registry has it in another repository',
};

function textOf(layer: string, state: State, current: number, total: number): string {
  const share = state === 'sending' && total > 0 ? ` ${Math.min(100, Math.floor((current / total) * 100))} %` : '';
  return `layer ${layer}: ${words[state]}${share}`;
}
