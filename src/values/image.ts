import type { Server } from './server.ts';
import type { Database } from './database.ts';

/** An OCI reference in its parts. */
export interface ImageReference {
  /** Host with port, such as "registry.example.com:5000"; undefined for a name of the local engine. */
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** What only the build could find out: /simple-deploy/facts.json in the image. */
export interface ImageFacts {
  readonly schemaVersion: 1;
  readonly python: string;
  readonly django: string;
  readonly server: { readonly name: Server; readonly version: string };
  readonly settingsModule: string;
  readonly databases: readonly Exclude<Database, 'none'>[];
  /** Database of the build: the drivers of these are in the image. */
  readonly database: Database;
  /** Names of variables that the settings demand and that have no default. */
  readonly requiredVariables: readonly string[];
  /** The settings define a MEDIA_ROOT. */
  readonly media: boolean;
  /** What each line of the settings overlay does to these settings: those that it gives a value, and on what that depends (`https`, `http`, a variable). Images of earlier versions do not tell. */
  readonly overlay?: readonly { readonly line: string; readonly sets: readonly string[]; readonly on?: string }[];
  /** Warnings of `check --deploy` that are left where a platform ends TLS. */
  readonly deployChecks?: readonly { readonly id: string; readonly message: string }[];
  /** Libraries that shared objects of the environment are linked with and that the image lacks, with files that need them. Images of earlier versions do not tell. */
  readonly missingLibraries?: readonly { readonly library: string; readonly neededBy: readonly string[] }[];
  /** What is worth a word about the static files, in sentences. Images of earlier versions do not tell. */
  readonly notes?: readonly string[];
  /** The project's own apps that have models and no migrations; the folder, below the project, is where they would lie. Images of earlier versions do not tell this and the next three. */
  readonly unmigrated?: readonly {
    readonly app: string;
    readonly models: readonly string[];
    readonly folder: string;
  }[];
  /** Tables (`Line`) and columns (`order.note`) that the models of its apps have and their migrations do not make. */
  readonly unmigratedChanges?: readonly { readonly app: string; readonly models: readonly string[] }[];
  /** Apps whose migrations have several ends, with the names of those. */
  readonly migrationHeads?: Readonly<Record<string, readonly string[]>>;
  /** Why the migrations cannot be loaded. */
  readonly migrationsFail?: string;
  /** Settings that the project gives a value and the image's Django does not read since some version; what it reads instead. Images of earlier versions do not tell. */
  readonly ignoredSettings?: readonly { readonly name: string; readonly since: string; readonly instead: string }[];
  /** Installed distributions: name → version. */
  readonly packages: Readonly<Record<string, string>>;
}

export interface ImageLayer {
  /** diff ID, `sha256:…`. */
  readonly diffId: string;
  /** Uncompressed bytes. */
  readonly size: number;
  readonly part: 'base' | 'libraries' | 'packages' | 'overlay' | 'static' | 'app';
}

/** An image that stands on the engine. */
export interface BuiltImage {
  /** Name it was asked for by. */
  readonly reference: string;
  /** Engine's image ID, `sha256:…`. */
  readonly id: string;
  /** Total bytes, uncompressed. */
  readonly size: number;
  readonly osArch: string;
  readonly layers: readonly ImageLayer[];
  readonly labels: Readonly<Record<string, string>>;
  /** Digest of what it runs: its layers and its configuration, without times and labels. The same tree gives the same anywhere. */
  readonly content?: string;
  /** `RepoDigests` of the engine. */
  readonly repoDigests: readonly string[];
  readonly createdAt: string;
  readonly facts: ImageFacts;
}

/** What the engine says of itself, probed once. */
export interface EngineFacts {
  readonly kind: 'docker' | 'podman';
  readonly version: string;
  readonly apiVersion: string;
  readonly imageStore: 'classic' | 'containerd';
  /** Such as "linux/amd64". */
  readonly osArch: string;
}
