import { formatBytes } from '../terminal-format.ts';
import type { StepResult } from '../values/step.ts';

type Pushed = NonNullable<StepResult['pushed']>;

/** What went to a registry and what had not to, for people. */
export function travelOf({ bytes, beforeCompression, layersSent, layersKnown }: Omit<Pushed, 'digest'>): string {
  const size = `${formatBytes(bytes)}${beforeCompression && bytes > 0 ? ' before compression' : ''}`;
  return layersSent === 0
    ? 'nothing had to be sent'
    : `${countOf(layersSent)} sent (${size}), ${layersKnown} already there`;
}

function countOf(layers: number): string {
  return `${layers} ${layers === 1 ? 'layer' : 'layers'}`;
}
