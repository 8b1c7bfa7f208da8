import type { Style } from './messages/render.ts';
import type { Activity } from './values/activity.ts';

/** How the steps are shown: live on a terminal, line by line elsewhere. */
export interface View {
  say(text: string): void;
  show(activity: Activity): void;
  close(): void;
}

/** What a view needs of the stream that it writes to. */
export interface ViewTarget {
  readonly stream: NodeJS.WriteStream;
  readonly style: Style;
  /** Show every line that a step writes. */
  readonly verbose: boolean;
}
