/** What is told while steps run. */
export type StepEvent =
  | { readonly type: 'started'; readonly stepId: string; readonly title: string }
  | { readonly type: 'output'; readonly stepId: string; readonly title: string; readonly line: string }
  | { readonly type: 'progress'; readonly stepId: string; readonly title: string; readonly text: string }
  | { readonly type: 'completed'; readonly stepId: string; readonly title: string; readonly ms: number }
  | { readonly type: 'failed'; readonly stepId: string; readonly title: string; readonly ms: number }
  | { readonly type: 'undoing'; readonly stepId: string; readonly title: string };
