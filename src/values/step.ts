import type { Problem } from '../problems.ts';
import type { ApiRequest, Attend, ReadText, TextAt, Watch } from './api-effects.ts';
import type { ContainerSpec } from './container.ts';
import type { Credentials } from './credentials.ts';
import type { Database } from './database.ts';
import type { Remote } from './git-remote.ts';
import type { ManifestFormat } from './manifest-format.ts';
import type { SourceTree } from './source-tree.ts';

export type { ApiRequest, Attend, ReadText, TextAt, Watch } from './api-effects.ts';

/** A program on this machine. No secret in `argv`: `stdin` and `files` may hold one. */
export interface Command {
  readonly kind: 'command';
  readonly argv: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string;
  /** A folder of its own in which it runs, with these files (name → text); it is removed when the program has ended. */
  readonly files?: Readonly<Record<string, string>>;
  /**
   * What becomes of its output: told and logged line by line (left out); `hidden`, as it holds secrets; `data`, what the
   * person asked for; `terminal`, it has the person's terminal. Of the last two any exit code is a result.
   */
  readonly output?: 'hidden' | 'data' | 'terminal';
  /** Of data, only the last lines, when the program has ended. */
  readonly lastLines?: number;
  /** What its output says (of a RegExp) when it failed in spite of exit code 0. */
  readonly failsIfSays?: string;
  /** Ended after that time, which is no failure: of a program that may wait for output that never comes. */
  readonly limitMs?: number;
}

/** Something the container engine does. */
export type EngineCall = { readonly kind: 'engine' } & EngineWork;

export type EngineWork =
  | { readonly call: 'create-volume'; readonly name: string; readonly labels: Readonly<Record<string, string>> }
  /** `users`: containers by name that may stand in its way, and go before it then. */
  | { readonly call: 'remove-volume'; readonly name: string; readonly users?: readonly string[] }
  | { readonly call: 'create-network'; readonly name: string; readonly labels: Readonly<Record<string, string>> }
  | { readonly call: 'remove-network'; readonly name: string }
  | { readonly call: 'ensure-image'; readonly reference: string; readonly service?: 'redis' }
  /**
   * Creates a container that is never started: its name is the lock. In use: `app-locked`, with what the label says. When
   * the container `seen` is not the one that the plan was made for, another push came between: `app-changed`.
   */
  | {
      readonly call: 'take-lock';
      readonly spec: ContainerSpec;
      readonly app: string;
      readonly label: string;
      readonly seen: { readonly name: string; readonly id?: string };
    }
  /** Removes that container if it still is the one with this value in its label. */
  | { readonly call: 'drop-lock'; readonly name: string; readonly label: string; readonly value: string }
  | { readonly call: 'create-container'; readonly spec: ContainerSpec }
  | { readonly call: 'start-container'; readonly name: string }
  | { readonly call: 'stop-container'; readonly name: string }
  | { readonly call: 'rename-container'; readonly name: string; readonly to: string }
  | { readonly call: 'remove-container'; readonly name: string }
  /** Created, started, its output streamed, waited for, removed. Another exit code than 0 is a failure, unless any is fine. */
  | { readonly call: 'run-container'; readonly spec: ContainerSpec; readonly anyExit?: boolean }
  /** Like `run-container`, but with the terminal of the person; its exit code becomes ours. */
  | { readonly call: 'attend-container'; readonly spec: ContainerSpec }
  | { readonly call: 'logs'; readonly name: string; readonly follow: boolean; readonly tail: number | 'all' };

/** An image of the engine goes to a registry under another name. */
export interface RegistryPush {
  readonly kind: 'registry-push';
  /** Name on the engine, or a file. */
  readonly image: string;
  /** `image` is a file as `docker save` writes it: no engine is asked. */
  readonly isFile?: true;
  /** Where it goes: registry/repository:tag. */
  readonly destination: string;
  /** Those of the platform itself; left out: what docker has for that registry. */
  readonly credentials?: Credentials;
  /** Of the manifest, which is then the same for the same content; left out: what the engine writes. */
  readonly format?: ManifestFormat;
  /** With a format: the same layers under more names of that registry, each with a command of its own. */
  readonly variants?: readonly ImageVariant[];
  /** With a format: stands in the configurations as a label, so that they have other digests than without it. */
  readonly mark?: string;
}

/** An image that differs from another in its command only. */
export interface ImageVariant {
  /** Where it goes: registry/repository:tag. */
  readonly destination: string;
  readonly command: readonly string[];
}

/** What is looked at while waiting, and read as a question with the answers yes and not yet. */
export type Probe =
  /** A path of a container's port, asked through the port that is published for it. */
  | {
      readonly kind: 'http';
      readonly container: string;
      readonly port: number;
      readonly path: string;
      /** Value of the Host header. */
      readonly host: string;
    }
  | { readonly kind: 'url'; readonly url: string }
  /** A container that has run for that long, and was not started again meanwhile. */
  | { readonly kind: 'stays'; readonly container: string; readonly forMs: number }
  /** A program that ends with 0 and says what the pattern (of a RegExp) fits. */
  | { readonly kind: 'program'; readonly command: Command; readonly says: string }
  /** A command in a running container. */
  | { readonly kind: 'exec'; readonly container: string; readonly argv: readonly string[] };

/** Waits for something to become true. */
export interface Wait {
  readonly kind: 'wait';
  readonly probe: Probe;
  /** `ok`: status 200 or exit 0. `below-500`: an answer that is no server error. */
  readonly until: 'ok' | 'below-500';
  readonly everyMs: number;
  readonly limitMs: number;
}

/** A tree goes as a commit to a branch of a repository elsewhere, on top of what stands there. */
export interface GitPush {
  readonly kind: 'git-push';
  /** Files, or the tree that an earlier commit of the branch had, so many commits before its newest one. */
  readonly tree: Pick<SourceTree, 'entries'> | { readonly of: string; readonly back: number };
  readonly remote: Remote;
  readonly branch: string;
  /** As people call the platform. */
  readonly label: string;
  /** The commit that was seen there; left out: there was none. */
  readonly parent?: string;
  readonly message: string;
  /** The program that pushes in place of git, in a repository that has the commit: `{commit}` stands for it. */
  readonly by?: Command;
  /** Of git's own push. */
  readonly options?: readonly string[];
  /** What the output says (of RegExps) when the push failed in spite of exit code 0. */
  readonly failsIfSays: readonly string[];
  /** What it says (of a RegExp) when it went well: without that nobody knows. */
  readonly mustSay?: string;
}

export type Effect = Command | ApiRequest | EngineCall | RegistryPush | GitPush | Wait | Watch | ReadText | Attend;

/** What a step's failure is called; see src/problems/platform.ts. */
export type StepFailure =
  | 'step-failed'
  | 'release-failed'
  | 'postgis-missing'
  | 'proof-failed'
  | 'start-failed'
  | 'process-failed'
  | 'deploy-failed'
  | 'platform-busy'
  | 'deploy-unhealthy'
  | 'page-unreachable';

/** What a program's last lines mean: a problem of their own, or a failure of the step under that name. */
export type Meaning =
  /** A problem that a registry or an engine has words for, where the platform knows better ones. */
  | { readonly code: string; readonly problem: Problem }
  /** An API's answer with that status. */
  | { readonly status: number; readonly problem: Problem }
  | { readonly says: string; readonly problem: Problem }
  /** `advice`: in place of the step's own. */
  | { readonly says: string; readonly failure: StepFailure; readonly advice?: readonly string[] };

/** Something that a step gave and that another needs: an id out of an API's answer, say. */
export interface ResultUse {
  /** Id of the step that gives it. */
  readonly step: string;
  /** In a list of things, the first that has these texts as members. */
  readonly where?: Readonly<Record<string, string>>;
  /** Where in the JSON of its output, from the outside in: `['machine', 'id']`, `['0', 'id']`. Left out: the whole text. */
  readonly at?: readonly string[];
  readonly secret?: boolean;
}

/** One thing that a platform does, as plain data: carried out by src/run-steps.ts only. */
export interface Step {
  readonly id: string;
  /** What is done, as a person reads it: "Migrate the database". */
  readonly title: string;
  /** Why, in one sentence; stands in the summary and the dry run. */
  readonly why: string;
  readonly effect: Effect;
  /**
   * What its effects need of steps: `{name}` in their texts stands for the value of that name. The ways back may use what
   * the step itself gave, and are left out when it gave nothing.
   */
  readonly uses?: Readonly<Record<string, ResultUse>>;
  /** What takes it back, in this order, when this step or a later one fails. Each is harmless when there is nothing to take back. */
  readonly undo?: readonly Effect[];
  readonly failure?: StepFailure;
  /** Left out unless that earlier step ended with another exit code than 0. */
  readonly ifFailed?: string;
  /** Left out unless that earlier step ended with exit code 0. */
  readonly ifPassed?: string;
  /** Comes after what counts: done even when the run is interrupted, and its own failure is a warning only. */
  readonly cleanup?: boolean;
  /** Scaffolding such as a lock: neither that it is done nor that it was taken back is worth a word on the terminal. */
  readonly unmentioned?: boolean;
  /** Database that the settings use without being given one: part of the words of a `release-failed`. */
  readonly databaseHint?: Database;
  /** Container whose last log lines show why this step failed, or where else they are to be had. */
  readonly logOf?: string | TextAt;
  /** What a failure is called when its last lines match the pattern (of a RegExp, without regard to case); the first that does. */
  readonly means?: readonly Meaning[];
  /** What a command's last lines say (a RegExp, without regard to case) when it may be run again by itself: nothing is made twice then. */
  readonly again?: string;
  /** How to get back, or to learn more: lines for the person that follow the words of a failure. */
  readonly advice?: readonly string[];
}

/** What a step gave. */
export interface StepResult {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly outcome: 'done' | 'failed' | 'undone';
  /** Milliseconds since the first step began. */
  readonly startedAt: number;
  readonly ms: number;
  /** Of a command or a container. */
  readonly exitCode?: number;
  /** Why a clean-up step failed, which is a warning only. */
  readonly reason?: string;
  /** Digest that a registry gave, `sha256:…`, and what travelled. */
  readonly pushed?: {
    readonly digest: string;
    readonly bytes: number;
    /** The bytes are those of the layers as they were before they were packed: less travelled. */
    readonly beforeCompression: boolean;
    readonly layersSent: number;
    readonly layersKnown: number;
    /** With a format: digest of the configuration, by which some platforms name an image; of the variants in their order too. */
    readonly configDigest?: string;
    readonly variants?: readonly { readonly digest: string; readonly configDigest: string }[];
  };
  /** Body of an API answer, text of a command, digest of a push; of a push in a format `pushed` as JSON. */
  readonly output?: string;
}
