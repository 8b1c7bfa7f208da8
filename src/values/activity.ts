/** What happens to one step while it runs, for the person who watches. */
export type Activity =
  | { readonly type: 'started'; readonly id: string; readonly title: string }
  /** A line that the step wrote. */
  | { readonly type: 'output'; readonly id: string; readonly line: string }
  /** How far it is, such as "12.3 of 40 MB". */
  | { readonly type: 'progress'; readonly id: string; readonly text: string }
  | { readonly type: 'completed'; readonly id: string; readonly ms: number; readonly note?: string }
  | { readonly type: 'failed'; readonly id: string; readonly ms: number; readonly lines?: readonly string[] };
