/** What fails: having Node, installing, building, or finding what was built where a Dockerfile copies it from. */
export type FrontendStep = 'node' | 'install' | 'build' | 'place';

/** Failures and findings about Node front ends. Their words are in src/messages/frontend.ts. */
export type FrontendProblem =
  | {
      readonly code: 'frontend-several';
      /** The app that loads what one of them builds. */
      readonly need: string;
      readonly candidates: readonly { readonly folder: string; readonly script: string }[];
    }
  | { readonly code: 'frontend-option-wrong'; readonly folder: string; readonly known: readonly string[] }
  | { readonly code: 'frontend-without-script'; readonly file: string; readonly scripts: readonly string[] }
  /** Front ends that Django does not serve, as far as can be seen; none is built. */
  | { readonly code: 'frontend-apart'; readonly folders: readonly string[] }
  | { readonly code: 'npmrc-holds-secret'; readonly file: string; readonly line: number }
  /** A step of the stage that builds it fails. */
  | {
      readonly code: 'frontend-fails';
      readonly step: FrontendStep;
      readonly folder: string;
      /** What ran, as it is typed. */
      readonly command: string;
      /** File and line of the project that the output names. */
      readonly file?: string;
      readonly line?: number;
      readonly lines: readonly string[];
    };
