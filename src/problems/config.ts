/** Failures and findings of the config domain, as codes with data. Their words are in src/messages/config.ts. */
export type ConfigProblem =
  /** Not TOML. */
  | { readonly code: 'config-syntax'; readonly file: string; readonly line: number; readonly reason: string }
  | {
      readonly code: 'config-unknown-key';
      readonly file: string;
      readonly line?: number | undefined;
      readonly key: string;
      readonly nearest: string | undefined;
      readonly known: readonly string[];
    }
  | {
      readonly code: 'config-wrong-type';
      readonly file: string;
      readonly line?: number | undefined;
      readonly key: string;
      readonly wanted: string;
      readonly found: string;
    }
  | { readonly code: 'config-two-files'; readonly files: readonly string[] }
  /** An option on the command line, or a key of the configuration, has a value that cannot be. */
  | {
      readonly code: 'option-value';
      readonly option: string;
      readonly value: string;
      readonly wanted: string;
      readonly nearest?: string | undefined;
    }
  /** A build argument looks like a secret, by its name or by its value. */
  | { readonly code: 'option-secret'; readonly option: string; readonly name: string; readonly why: 'name' | 'value' }
  | { readonly code: 'option-file'; readonly option: string; readonly file: string; readonly reason: string }
  | { readonly code: 'env-file-line'; readonly file: string; readonly line: number }
  | { readonly code: 'option-missing'; readonly option: string; readonly why: string; readonly example: string }
  | { readonly code: 'image-missing'; readonly reference: string }
  | { readonly code: 'image-foreign'; readonly reference: string }
  /** A file that `--image` names and that is none of `docker save`, or holds another image than is needed. */
  | { readonly code: 'image-file-unusable'; readonly file: string; readonly reason: string }
  /** Only registries can be given an image that no engine holds. */
  | { readonly code: 'image-file-needs-engine'; readonly file: string; readonly platform: string }
  /** Nothing is built with --image, so that what says how has no effect. */
  | { readonly code: 'option-beside-image'; readonly reference: string; readonly options: readonly string[] }
  /** The command after `--` is missing. */
  | { readonly code: 'run-without-command' };
