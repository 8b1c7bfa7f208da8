import type { Fact } from '../values/fact.ts';
import type { Database } from '../values/database.ts';
import type { VariablesFile } from '../values/variables-file.ts';
import type { VariableReading } from '../values/variable-reading.ts';
import type { FailureInTheImage } from './build.ts';

/** How far the way back came after a failure, and what there is now. */
export interface Aftermath {
  /** Titles of the steps that were taken back, newest first. */
  readonly undone: readonly string[];
  /** What could not be taken back: title and reason. */
  readonly notUndone: readonly { readonly title: string; readonly reason: string }[];
  /** What answers now, as it was found after the failure. */
  readonly serves?: { readonly url: string; readonly image: string };
}

interface FailedStep {
  /** Title of the step. */
  readonly step: string;
  readonly reason: string;
  /** Last lines of what failed. */
  readonly log: readonly string[];
  /** The exception of Python that the log ends with. */
  readonly raised?: FailureInTheImage;
  /** What the platform has to say on the way on. */
  readonly advice?: readonly string[];
}

/** A question that has an option for where nobody can be asked. */
export interface Choice {
  /** What it is called in a request. */
  readonly key: 'org' | 'region' | 'database';
  readonly option: string;
  readonly question: string;
  readonly suggestion?: string;
  /** The answers that there are, with a word on each. */
  readonly among?: readonly { readonly value: string; readonly about: string }[];
}

/** Failures and findings of the platform domain, as codes with data. Their words are in src/messages/platform.ts. */
export type PlatformProblem =
  | { readonly code: 'platform-unknown'; readonly name: string; readonly known: readonly string[] }
  | {
      readonly code: 'platform-cannot';
      readonly platform: string;
      readonly verb: string;
      readonly reason: string;
      readonly next: readonly string[];
    }
  | ({ readonly code: 'step-failed' } & FailedStep)
  | ({ readonly code: 'release-failed'; readonly databaseHint?: Database } & FailedStep)
  /** A release step that failed as the database has no PostGIS; the advice says how it gets one. */
  | ({ readonly code: 'postgis-missing' } & FailedStep)
  | ({ readonly code: 'proof-failed' } & FailedStep)
  | ({ readonly code: 'start-failed' } & FailedStep)
  | ({ readonly code: 'process-failed' } & FailedStep)
  | ({ readonly code: 'deploy-failed' } & FailedStep)
  | ({ readonly code: 'deploy-unhealthy' } & FailedStep)
  /** Its API failed, or had too much to do: no fault of the image's. */
  | ({ readonly code: 'platform-busy' } & FailedStep)
  | ({ readonly code: 'page-unreachable' } & FailedStep)
  /** Somebody else's release, which the platform has not ended. */
  | {
      readonly code: 'release-under-way';
      readonly app: string;
      readonly platform: string;
      readonly version: number;
      readonly since: string;
      /** How one that was broken off ends; left out: by `--force`. */
      readonly ends?: string;
    }
  | { readonly code: 'port-taken'; readonly port: number; readonly holder?: string }
  | {
      readonly code: 'app-locked';
      readonly app: string;
      readonly host: string;
      readonly pid: number;
      readonly since: string;
      readonly lock: string;
    }
  | { readonly code: 'app-changed'; readonly app: string }
  /** By an app of another folder, which runs this image. */
  | { readonly code: 'app-name-taken'; readonly app: string; readonly image: string }
  | {
      readonly code: 'app-absent';
      readonly app: string;
      readonly platform: string;
      readonly label?: string;
      /** Of an app that stands, the one that does not. */
      readonly environment?: string;
    }
  | { readonly code: 'app-name-invalid'; readonly app: string; readonly rule: string }
  | { readonly code: 'nothing-before'; readonly app: string }
  | { readonly code: 'image-before-gone'; readonly app: string; readonly reference: string }
  | { readonly code: 'image-lacks-database'; readonly reference: string; readonly has: string; readonly wanted: string }
  | {
      readonly code: 'image-for-other-machine';
      readonly reference: string;
      readonly has: string;
      readonly wanted: string;
    }
  | {
      readonly code: 'database-of-other-kind';
      readonly app: string;
      readonly volume: string;
      readonly has: Database;
      readonly wanted: Database;
    }
  | { readonly code: 'database-image-missing'; readonly reference: string; readonly reason: string }
  | { readonly code: 'redis-image-missing'; readonly reference: string; readonly reason: string }
  | { readonly code: 'process-unknown'; readonly app: string; readonly name: string; readonly known: readonly string[] }
  | { readonly code: 'database-password-lost'; readonly volume: string }
  | {
      readonly code: 'variables-missing';
      readonly names: readonly string[];
      /** Where they are read, as far as that was found. */
      readonly readAt?: readonly Fact<string>[];
      readonly namedIn?: VariablesFile;
      /** The database of which some are parts of an address that nobody has given. */
      readonly ofDatabase?: Database;
      /** The others, which it does not fill in. */
      readonly besides?: readonly string[];
      /** Some are parts of an address of Redis. */
      readonly ofRedis?: true;
      /** By what else the platform gives them. */
      readonly next?: readonly string[];
    }
  /** What only a person can decide. */
  | {
      readonly code: 'choices-missing';
      readonly platform: string;
      readonly label?: string;
      readonly choices: readonly Choice[];
    }
  /** What a push would make there for the first time. */
  | {
      readonly code: 'consent-missing';
      readonly platform: string;
      readonly label?: string;
      readonly app: string;
      /** The app is there already, and something is to be made for it. */
      readonly stands?: true;
      readonly creates: readonly string[];
      /** What the platform asks money for, and the page with its prices. */
      readonly billed: readonly string[];
      readonly option: string;
    }
  /** No program of these names is on the PATH. */
  | {
      readonly code: 'platform-program-missing';
      readonly platform: string;
      readonly programs: readonly string[];
      readonly next: readonly string[];
    }
  | {
      readonly code: 'platform-login-missing';
      readonly platform: string;
      readonly reason: string;
      readonly next: readonly string[];
    }
  /** The login is good, and may not do this; `found`: the platform's own words. */
  | {
      readonly code: 'platform-denied';
      readonly platform: string;
      readonly what: string;
      readonly next: readonly string[];
    }
  /** A program of the platform answered a question with an error. */
  | {
      readonly code: 'platform-question-failed';
      readonly platform: string;
      readonly command: string;
      readonly log: readonly string[];
    }
  /** The name belongs to somebody else. */
  | { readonly code: 'app-name-elsewhere'; readonly platform: string; readonly app: string }
  /** It stands, and cannot run what would be pushed. */
  | {
      readonly code: 'app-unsuited';
      readonly platform: string;
      readonly app: string;
      readonly why: string;
      readonly next: readonly string[];
    }
  /** A setting of the person's that cannot be had with another. */
  | { readonly code: 'choice-impossible'; readonly what: string; readonly next: readonly string[] }
  | { readonly code: 'variable-unwritable'; readonly name: string; readonly platform: string; readonly why: string }
  /** Values of variables that the settings cannot read. */
  | {
      readonly code: 'variables-unfit';
      readonly unfit: readonly { readonly name: string; readonly reading: VariableReading }[];
    }
  | { readonly code: 'variable-reserved'; readonly name: string; readonly use: string }
  | {
      readonly code: 'confirm-missing';
      readonly app: string;
      readonly platform: string;
      /** As people call it. */
      readonly label?: string;
      readonly deletes: readonly string[];
      /** Options by which the same is meant again. */
      readonly at?: string;
      readonly given?: string;
      /** A further option that was given, and counts. */
      readonly also?: string;
    }
  | { readonly code: 'destination-missing' }
  | { readonly code: 'destination-invalid'; readonly destination: string; readonly why: string }
  | { readonly code: 'command-missing' }
  | { readonly code: 'program-missing'; readonly program: string }
  | { readonly code: 'api-refused'; readonly url: string; readonly status: number; readonly message: string }
  // What is worth knowing after a push; no failures.
  | { readonly code: 'note-data-volume'; readonly volume: string; readonly sqlite: boolean; readonly take?: string }
  /** Data that the image keeps in files, and a volume that the platform does not make. */
  | { readonly code: 'note-data-without-volume'; readonly what: readonly string[]; readonly possible: boolean }
  | { readonly code: 'note-open-to-network'; readonly port: number }
  /** A push by git, of which only its output tells what came of it. */
  | {
      readonly code: 'note-git-alone';
      readonly label: string;
      /** Nothing was pushed, as the same tree stands there. */
      readonly unchanged: boolean;
      readonly program: string;
    }
  /** `to`: the platform, where it is not the usual one. */
  | { readonly code: 'note-schema-stays'; readonly to?: string }
  | { readonly code: 'note-redis'; readonly image: string; readonly volume: string }
  | { readonly code: 'note-page-fails'; readonly reason: string; readonly app: string }
  | { readonly code: 'note-process-dies'; readonly process: string; readonly reason: string; readonly app: string }
  /** One machine, with a volume, stays one. */
  | { readonly code: 'note-one-machine'; readonly app: string; readonly next: string }
  | { readonly code: 'note-repaired'; readonly what: string }
  | { readonly code: 'note-data-kept'; readonly volumes: readonly string[]; readonly app: string }
  /** A configuration of the person's own, and what we add to it. */
  | { readonly code: 'note-own-configuration'; readonly file: string; readonly added: readonly string[] }
  /** Data that was made now and that nothing copies. */
  | { readonly code: 'note-no-backup'; readonly of: string; readonly next: readonly string[] }
  /** Data that was made now and that the platform copies by itself, as far as that goes. */
  | { readonly code: 'note-backup-thin'; readonly what: string; readonly next: readonly string[] }
  | { readonly code: 'note-data-with-app'; readonly platform: string; readonly what: readonly string[] }
  /** A setting of the platform's that counts, or no longer does. */
  | { readonly code: 'note-setting'; readonly what: string; readonly next: readonly string[] }
  | { readonly code: 'note-elsewhere-kept'; readonly what: string; readonly next: readonly string[] }
  | {
      readonly code: 'note-server-database';
      readonly image: string;
      readonly volume: string;
      /** Where the settings look for one, when nobody asked for this; empty: nothing says where. */
      readonly insteadOf?: string;
    };
