import data from '../templates/overlay/lines.json' with { type: 'json' };

/** A line of the settings overlay, as people read about it. The file itself says what each key means. */
export interface OverlayLine {
  readonly name: string;
  readonly does: string;
  readonly sets?: readonly string[];
  readonly replaces?: readonly string[];
  readonly rests?: readonly string[];
  readonly mentions?: readonly string[];
  readonly needs?: 'static-files' | 'sqlite' | 'media' | 'vite' | 'log-files';
  readonly when?: string;
  /** `https`, `http`, or the name of a variable. */
  readonly on?: string;
}

/** Every line, in the order in which they run. */
export const overlayLines: readonly OverlayLine[] = data.lines as readonly OverlayLine[];
