import type { Origin } from '../values/fact.ts';

/** What the project itself does wrong when it runs in the image. */
export interface FailureInTheImage {
  readonly exception: string;
  readonly message: string;
  /** In the project's own files, below its root. */
  readonly file?: string;
  readonly line?: number;
  /** The installed package whose code it was that failed. */
  readonly package?: string;
  readonly lines: readonly string[];
}

/** Failures and findings of the build domain, as codes with data. Their words are in src/messages/build.ts. */
export type BuildProblem =
  | { readonly code: 'python-too-old'; readonly version: string; readonly oldest: string; readonly origin: Origin }
  | { readonly code: 'nothing-to-install'; readonly manager: string; readonly files: readonly string[] }
  | {
      readonly code: 'dockerignore-pattern';
      readonly file: string;
      readonly line: number;
      readonly pattern: string;
    }
  | {
      readonly code: 'dockerignore-disregarded';
      readonly file: string;
      readonly line: number;
      readonly pattern: string;
      /** What it leaves out and the image needs. */
      readonly path: string;
      /** The whole file is disregarded, not this line for this file alone. */
      readonly isWhole: boolean;
    }
  | {
      readonly code: 'base-image-unusable';
      readonly image: string;
      /** What was looked for and not found; undefined when not even a first command ran. */
      readonly lacks?: string;
      /** Why none ran, in the engine's words. */
      readonly reason?: string;
    }
  | {
      readonly code: 'dependency-does-not-install';
      /** The requirement, such as "mysqlclient" or "foo==1.2"; undefined when the installer names none. */
      readonly name?: string;
      readonly reason: string;
      /** It had to be compiled, as no wheel fits. */
      readonly compiled?: boolean;
      readonly lines: readonly string[];
    }
  | { readonly code: 'system-package-does-not-install'; readonly reason: string; readonly lines: readonly string[] }
  | ({ readonly code: 'settings-fail-to-import' } & FailureInTheImage)
  /** The settings import; the WSGI or ASGI application, or the URLs, do not. */
  | ({ readonly code: 'application-fails-to-import' } & FailureInTheImage)
  /** All import, and a check of Django finds an error; `exception` is its id, such as "fields.E300". */
  | ({ readonly code: 'check-fails' } & FailureInTheImage)
  | { readonly code: 'collectstatic-fails'; readonly reason: string; readonly lines: readonly string[] };
