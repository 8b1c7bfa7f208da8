/** What settings do where a variable is not set, and is better not done. */
export type VariableNote =
  /** SECRET_KEY is another in each process, unless `variable` has one. */
  | { readonly code: 'secret-key-random'; readonly text: string; readonly where: string; readonly variable?: string }
  /** Apps are installed because DEBUG is on where no variable turns it off. */
  | {
      readonly code: 'debug-apps';
      readonly apps: readonly { readonly app: string; readonly where: string }[];
      readonly variable: string;
      readonly value: string;
    }
  /** The settings are those for a stage of development, or for none, though they know one for production: what they compare it with. */
  | {
      readonly code: 'settings-stage-default';
      readonly variable: string;
      readonly stage?: string;
      readonly production: string;
      readonly where: string;
    };
