import type { ProjectChoices } from './project-choices.ts';

/** Something that the build may read and that never reaches the image; ids are part of the plan, values never. */
export interface BuildSecret {
  /** As the mount names it: `netrc`, `pip.conf`, `uv.toml`, or a variable such as PIP_EXTRA_INDEX_URL. */
  readonly id: string;
  /** File that holds the value. */
  readonly file?: string;
  /** Variable of our environment that holds the value. Neither file nor env: the last build had it, and its source is not kept. */
  readonly env?: string;
}

/** What the user may choose about a build; complete, parsed once. */
export interface BuildOptions extends ProjectChoices {
  readonly tags: readonly string[];
  readonly installGuessed: boolean;
  readonly skip: readonly string[];
  /** Image that Node is taken from, in place of the packages of the registries. */
  readonly nodeImage?: string;
  readonly baseImage?: string;
  /** Such as "linux/amd64". Undefined: the engine's own. */
  readonly osArch?: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly buildSecrets: readonly BuildSecret[];
  /** Agents and keys that the build may use, as docker's `--ssh` takes them: `default`, `id=socket-or-key`. */
  readonly ssh: readonly string[];
  /** Debian packages for the image besides those that the dependencies are known to need. */
  readonly aptPackages: readonly string[];
  /** Debian packages that the image does not get, though its dependencies are known to need them. */
  readonly withoutAptPackages: readonly string[];
  /** Time at which floating requirements were last resolved anew; a new one makes the packages step run again. */
  readonly upgrade?: string;
  /** Path of a CA bundle. */
  readonly caBundle?: string;
  readonly noCache: boolean;
  readonly pull: boolean;
}

/** Nothing chosen. */
export const defaultBuildOptions: BuildOptions = {
  tags: [],
  buildArgs: {},
  buildSecrets: [],
  ssh: [],
  installGuessed: false,
  aptPackages: [],
  withoutAptPackages: [],
  skip: [],
  noCache: false,
  pull: false,
};
