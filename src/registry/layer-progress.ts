import { formatBytes } from '../terminal-format.ts';
import type { PushEvent } from '../values/build-event.ts';

/** Tells how far a layer is; not more often than each megabyte. */
export function layerProgress(
  diffId: string,
  total: number,
  onEvent: (event: PushEvent) => void,
): {
  readonly sending: (bytes: number) => void;
  readonly ended: (how: 'present' | 'mounted' | 'sent', size: number) => void;
} {
  const layer = diffId.replace(/^sha\d+:/, '').slice(0, 12);
  let told = 0;
  return {
    sending(current) {
      if (current - told < 1e6) return;
      told = current;
      const share = total > 0 ? `${formatBytes(current)} of ${formatBytes(total)}` : formatBytes(current);
      onEvent({ layer, state: 'sending', current, total, text: `layer ${layer}: sending ${share}` });
    },
    ended(how, size) {
      onEvent({ layer, state: how, current: size, total: size, text: `layer ${layer}: ${words[how]}` });
    },
  };
}

const words = {
  present: 'the registry has it',
  mounted: 'the registry has it in another repository',
  sent: 'sent',
} as const;
