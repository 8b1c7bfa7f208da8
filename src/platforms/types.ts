import type { GivenVariables } from '../values/given-variables.ts';
import type { Engine } from '../docker/engine.ts';
import type { Problem } from '../problems.ts';
import type { BuiltImage, ImageFacts } from '../values/image.ts';
import type { Database } from '../values/database.ts';
import type { Log } from '../values/log-entry.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { Layout } from '../values/layout.ts';
import type { ManifestFormat } from '../values/manifest-format.ts';
import type { CommandLine, Row } from '../values/report.ts';
import type { SourceAdditions, SourceTree } from '../values/source-tree.ts';
import type { Holder } from '../values/holder.ts';
import type { Command, Step, StepResult } from '../values/step.ts';
import type { LinkName } from '../links.ts';

export const verbs = ['push', 'status', 'logs', 'open', 'run', 'rollback', 'destroy'] as const;
export type Verb = (typeof verbs)[number];

/** Which app is meant. */
export interface Target {
  /** Name of the app on the platform. */
  readonly app: string;
  /** Whether the person named it (flag, configuration, remembered); a derived name never takes over another folder's app. */
  readonly appNamed: boolean;
  /** First 12 hex of sha256 of the project's root; undefined with `--image`. */
  readonly folder?: string;
  /** The project's root, where a file that a platform reads may lie; undefined with `--image`. */
  readonly root?: string;
  /** `--port`, when given. */
  readonly port?: number;
  /** `--destination`, in the order given. */
  readonly destinations?: readonly string[];
  /** The environment of the app (`--environment`), where a platform has several. */
  readonly environment?: string;
  /** Organisation or team there that the app belongs to (`--org`). */
  readonly org?: string;
  /** Database that is asked for, where a verb may ask for one. */
  readonly database?: Database;
  /** Size of a database that the platform runs (`--database-plan`). */
  readonly databasePlan?: string;
  /** `--delete-data`, of the verb that has it. */
  readonly deleteData?: boolean;
}

/** An app, and what is going to be asked of it: not every question needs all that can be seen. */
export type Observed = Target & { readonly verb?: Verb };

/** What an image must be to run on a platform. */
export interface ImageNeeds {
  /** Such as "linux/amd64"; undefined: the engine's own. */
  readonly osArch?: string;
  /** Database whose driver must be in the image; undefined: as the build finds it. */
  readonly database?: Database;
  /** Of a platform that takes source: what it adds to the project's files. Pure. Throws a UserError for what it cannot build. */
  readonly adds?: (project: SourceProject) => SourceAdditions;
}

/** A project as a platform sees it that builds from source. */
export interface SourceProject {
  readonly layout: Layout;
  readonly options: BuildOptions;
  /** Files of the project that are in the tree. */
  readonly paths: ReadonlySet<string>;
  /** See ProjectFiles. */
  readonly readText: (path: string) => string | undefined;
}

/** What a plan has to know of an image. Before it is built, and in a dry run, `id` and `facts` are absent. */
export interface Releasable extends Pick<BuiltImage, 'reference' | 'osArch' | 'labels'> {
  readonly id?: string;
  /** See BuiltImage. */
  readonly content?: string;
  readonly facts?: ImageFacts;
  /** `reference` is a file as `docker save` writes it. Only registries can be given one. */
  readonly isFile?: true;
  /** Variables that the settings demand, as reading them shows: of an image that does not stand yet. */
  readonly demands?: readonly string[];
  /** What they demand of an app that has these; absent of an image that was built elsewhere. */
  readonly demandedWith?: (given: GivenVariables) => readonly string[];
  /** For a platform that takes no image: the tree that it builds from. The rest tells of what it builds. */
  readonly source?: SourceTree;
}

export interface PushRequest extends Target {
  readonly verb: 'push';
  readonly image: Releasable;
  /** `--destination`, in the order given. */
  readonly destinations: readonly string[];
  /** Of the manifests in registries (`--format`); left out: what the engine writes. */
  readonly format?: ManifestFormat;
  /** `--env`, `--env-file`. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of variables to forget. */
  readonly unset: readonly string[];
  /** Address of the machine to listen on (`--bind`). */
  readonly bind?: string;
  /** Own host names (`--host`). */
  readonly hosts: readonly string[];
  /** Image of the database server (`--database-image`). */
  readonly databaseImage?: string;
  /** Image of the Redis that a project needs (`--redis-image`), or `none`. */
  readonly redisImage?: string;
  /** Where in the world it runs (`--region`). */
  readonly region?: string;
  /** More than one machine, so that one may fail (`--ha`). */
  readonly ha?: boolean;
  /** `--convert`: an app that runs in another way there may be changed so that it runs images. */
  readonly convert?: boolean;
  /** `--create`: new apps may be made. */
  readonly create: boolean;
  readonly yes: boolean;
  /** `--force`: release although nothing changed. */
  readonly force: boolean;
}

export interface LogsRequest extends Target {
  readonly verb: 'logs';
  /** The process whose log is wanted; undefined: the server's. */
  readonly process?: string;
  readonly follow: boolean;
  readonly tail: number | 'all';
}

export interface RunRequest extends Target {
  readonly verb: 'run';
  /** Argv; `manage.py …` is run by python. */
  readonly command: readonly string[];
}

export interface DestroyRequest extends Target {
  readonly verb: 'destroy';
  /** `--confirm NAME`. */
  readonly confirm?: string;
  /** `--delete-data`: the database, uploads and secrets too. */
  readonly deleteData: boolean;
}

export interface PlainRequest extends Target {
  readonly verb: 'status' | 'open' | 'rollback';
}

export type Request = PushRequest | LogsRequest | RunRequest | DestroyRequest | PlainRequest;
export type RequestOf<V extends Verb> = Extract<Request, { readonly verb: V }>;

/** Values that chance gives: made once by the caller so that planning stays pure. */
export interface Fresh {
  /** 64 characters. */
  readonly secretKey: string;
  readonly password: string;
  /** Short, unique for this run. */
  readonly id: string;
  /** Who asks: stands in the lock. */
  readonly holder: Holder;
}

/** What a verb came to, for the summary and for stdout. */
export interface Outcome {
  /** False: everything already was as wanted. */
  readonly changed: boolean;
  /** Lines for stdout: URL, digest references. */
  readonly data: readonly string[];
  readonly urls: readonly string[];
  /** What a person wants to know, in order: "Gap" → "0.9 s". */
  readonly facts: readonly Row[];
  /** What is worth saying; the words are `wordsFor(note)`. */
  readonly notes: readonly Problem[];
  /** Command line that brings the next change. */
  readonly redeploy?: string;
  /** Pages of docs/ to read on, such as "docs/platforms/local.md". */
  readonly docs: readonly string[];
  /** What was made there that stays, and what is billed for it: an amount only where the platform told it. */
  readonly created?: readonly Row[];
  /** The platform's own commands for this app, by what they are for. */
  readonly commands?: readonly CommandLine[];
  /** Where to start in the platform's documentation, the most useful page first. */
  readonly links?: readonly LinkName[];
  /** Exit code of the command that `run` ran. */
  readonly exitCode?: number;
}

/** Either what to do and what it comes to, or why a platform does not do it. */
export type Plan =
  | { readonly steps: readonly Step[]; readonly outcome: (results: readonly StepResult[]) => Outcome }
  | { readonly cannot: Problem };

/** A release that answers. */
export interface Serving {
  readonly url: string;
  readonly image: string;
}

/** What a program of this machine answered. */
export interface Answer {
  readonly exitCode: number;
  readonly output: string;
  /** Last lines of both its outputs. */
  readonly lines: readonly string[];
}

/** What observing may use: reads only. */
export interface ObserveDoors {
  /** Has a program tell something; what it writes is neither shown nor logged. Throws `program-missing`. */
  readonly ask: (command: Command) => Promise<Answer>;
  readonly engine: () => Promise<Engine>;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** From now on this value is a secret, unless the name of the variable that has it speaks of none and everybody knows it. */
  readonly secret: (value: string, name?: string) => void;
  readonly signal: AbortSignal;
}

/** Where the name of an app may stand: files of the project (undefined without one), variables. */
export interface AppPlace {
  readonly root: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

export interface AppFrom {
  readonly app: string;
  readonly origin: string;
}

/** A place that runs images, or keeps them. `Now` is what it observes. */
export interface Platform<Now = unknown> {
  /** As `--to` takes it. */
  readonly name: string;
  /** As people call it; left out: the same. */
  readonly label?: string;
  /** Whose commands a summary lists; left out: its own. */
  readonly tool?: string;
  /** One line for the help. */
  readonly about: string;
  /** It takes no image and builds the container itself, from source; then no engine is needed. Left out: it takes images. */
  readonly takes?: 'source';
  /** Whether `push` keeps an app here, so that a name for it is needed. */
  readonly hasApps: boolean;
  /** The name shows to others, as in a URL of its own: the person chooses it, a derived one is only suggested. */
  readonly appIsPublic?: boolean;
  /** The name of the app that its own variables and files give, and which of them does. */
  appFrom?(place: AppPlace): AppFrom | undefined;
  /** Looks at what is there; changes nothing. */
  observe(doors: ObserveDoors, target: Observed): Promise<Now>;
  /** What an image must be for this push. Pure. */
  needs(now: Now, wanted: Omit<PushRequest, 'image'>): ImageNeeds;
  /** What answers now, where apps run: told when a push failed. Pure. */
  serving?(now: Now): Serving | undefined;
  /** What to do. Pure. Throws a UserError where something is missing that the person can give. */
  plan(now: Now, request: Request, fresh: Fresh): Plan;
}
