import type { Problem } from '../problems.ts';
import type { RequiredAt } from '../problems/build.ts';
import type { OfferedGroup } from './project-group.ts';

/** One entry of the build context. */
export interface ContextEntry {
  /** Path in the context, `/` as separator. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink';
  /** Permission bits. */
  readonly mode: number;
  /** Bytes; 0 unless a file. */
  readonly size: number;
  /** sha256, hex: of the content (file), of the target (symlink), of nothing (directory). */
  readonly digest: string;
  /** What a symlink holds. */
  readonly target?: string;
  /** Where a file's bytes are. */
  readonly source?: { readonly file: string } | { readonly bytes: Uint8Array };
}

/** A file or folder of the project that does not go into the image; `rule` is what the person is told. */
export interface LeftOut {
  readonly path: string;
  readonly rule: string;
}

export interface BuildPlan {
  readonly dockerfile: string;
  /** Sorted by path (byte order), folders before what they hold; includes the Dockerfile itself at `Dockerfile`. */
  readonly entries: readonly ContextEntry[];
  /** Image that the Dockerfile starts from. */
  readonly baseImage: string;
  readonly osArch: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Labels for the image, given through the engine's API. */
  readonly labels: Readonly<Record<string, string>>;
  /** sha256 hex over Dockerfile, entries, options, osArch, base image ID. */
  readonly digest: string;
  /** `simple-deploy/<slug>:<first 12 hex of digest>`. */
  readonly reference: string;
  /** Paths that were left out of the context because they must not reach an image (.env, keys, databases) or by .dockerignore, with the rule. */
  readonly leftOut: readonly LeftOut[];
  /** Debian packages that are installed: in the image, and only while it is built. What compiling shows to be missing comes on top. */
  readonly systemPackages: { readonly run: readonly string[]; readonly build: readonly string[] };
  /** Requirements that are installed besides the project's own, such as the server. */
  readonly extras: readonly string[];
  /** Where a manifest asks for Django; undefined where none does. */
  readonly djangoRequired?: RequiredAt | undefined;
  /** Groups and extras of the project that are not installed. */
  readonly notInstalled: readonly OfferedGroup[];
  /** Git submodules in which there is nothing. */
  readonly emptySubmodules: readonly string[];
  /** What is worth knowing about what was left out. */
  readonly notes: readonly Problem[];
}
