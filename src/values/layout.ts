import type { LocalDistribution } from './local-distribution.ts';
import type { OfferedGroup } from './project-group.ts';
import type { DatabaseHost } from './database-host.ts';
import type { Database } from './database.ts';
import type { Server, Serving } from './server.ts';
import type { Fact, Origin } from './fact.ts';
import type { Frontend } from './frontend.ts';
import type { SuppliedVariables } from './supplied-variables.ts';
import type { VariableReadings } from './variable-reading.ts';
import type { Problem } from '../problems.ts';

export type DependencyManager =
  | 'pip'
  | 'pip-tools'
  | 'uv'
  | 'poetry'
  | 'pdm'
  | 'pipenv'
  | 'pep621'
  | 'setuptools'
  | 'conda'
  | 'pylock'
  | 'none';

/** The object that a server imports. */
export interface Application {
  readonly interface: 'wsgi' | 'asgi';
  /** Dotted module, importable from the folder of manage.py. */
  readonly module: string;
  readonly callable: string;
}

/** A requirement as the manifest names it. */
export interface Requirement {
  /** Normalised as PEP 503 has it: lower case, runs of `-_.` become `-`. */
  readonly name: string;
  /** The version when it is pinned or locked exactly. */
  readonly version?: string;
  /** What the version has to satisfy when it is not exact, as PEP 440 writes it: `>=4.2,<5`. */
  readonly specifier?: string;
  /** Extras that are asked for, as written. */
  readonly extras?: readonly string[];
}

/** A package index that a manifest names. */
export interface PackageIndex {
  /** Without user name and password. */
  readonly url: string;
  /** What the manifest calls it. */
  readonly name?: string;
  /** It is asked instead of the public index. */
  readonly default?: boolean;
  readonly origin: Origin;
}

export interface Dependencies {
  readonly manager: DependencyManager;
  /** Every manifest the install reads (requirements.txt with all it includes; pyproject.toml and uv.lock), paths below root. The first is what the installer is given. */
  readonly files: readonly string[];
  /** Of `files`, requirements files that the installer is given besides the first. */
  readonly also?: readonly string[];
  /** Direct and locked requirements that could be read. */
  readonly requirements: readonly Requirement[];
  /** Folders of the project that are to be importable because the manifest installs them (`-e .`, workspace members, the uv project itself when it is a package), below root, `.` for root. */
  readonly localPaths: readonly string[];
  /** Some requirement comes from git. */
  readonly needsGit: boolean;
  /** Some requirement comes by ssh. */
  readonly needsSsh: boolean;
  /** Of a workspace, the member that is installed (uv's `--package`); undefined for the package at the root. */
  readonly member?: string;
  /** The lock file whose versions are installed, one of `files`; undefined when the manager has none here. */
  readonly lock?: string;
  /** Dependency groups that are installed besides the main one, as the manifest spells them. */
  readonly groups: readonly string[];
  /** Extras of the project itself that are installed, as the manifest spells them. */
  readonly extras: readonly string[];
  /** Every group and extra that could be chosen, in the order of the manifest. */
  readonly offered: readonly OfferedGroup[];
  /**
   * Requirements to install, as PEP 508 lines: all of them where no lock file and no requirements file says it
   * (pyproject.toml, Pipfile, setup.py), else what local projects (`-e .`) need besides.
   */
  readonly declared: readonly string[];
  /** Requirements proposed from what the code imports: only where there is no manifest (manager "none"). */
  readonly guessed: readonly string[];
  /** Package indexes that the manifests name. */
  readonly indexes: readonly PackageIndex[];
}

/** A kind of process that the app consists of besides the server that we start: each platform maps it to its own. */
export interface ProcessType {
  /** Lower case letters, digits and `-`, first a letter. `web` is the project's own way to be served, where that was asked for. */
  readonly name: string;
  /** Argv, run in the folder of manage.py; a line for a shell is `['sh', '-c', 'exec …']`. */
  readonly command: readonly string[];
}

/** A service that the app leans on besides its database. */
export type Service = 'redis';

/** A service, with the variables that the settings read its address from, the most telling first. */
export interface ServiceNeed extends Fact<Service> {
  readonly variables: readonly string[];
}

/** An extension that the project needs of its Postgres server, by PostgreSQL's name for it. */
export interface ExtensionNeed extends Fact<'postgis'> {
  /** No engine without it is written in the settings: where an address gave them one, they get the engine that goes with it. */
  readonly setsEngine: boolean;
}

/** What the project's own code needs of the system: GDAL and GEOS, SpatiaLite, gettext for translations that are not compiled. */
export type CodeNeed = 'gis' | 'spatialite' | 'time-zones' | 'messages';

/** A setting that a line of the overlay meets in the project's own settings. */
export interface FoundSetting {
  /** Name of the setting, or of a key inside of one. */
  readonly setting: string;
  readonly origin: Origin;
  /** It stays as it is; else the line changes it. */
  readonly stays: boolean;
}

/** What a line of the settings overlay will do to the project in the image. */
export interface OverlayEffect {
  readonly line: string;
  /** What the line does, in one sentence. */
  readonly does: string;
  readonly acts: 'always' | 'sometimes' | 'never' | 'skipped';
  /** Where it acts sometimes only. */
  readonly when?: string;
  readonly why?: string;
  readonly found: readonly FoundSetting[];
}

/** What we know about a project, each inferred fact with its origin. */
export interface Layout {
  /** Absolute path of the project folder. */
  readonly root: string;
  /** Name for images and apps: lower case letters, digits and `-`. */
  readonly slug: string;
  /** Path of manage.py below root. */
  readonly managePy: Fact<string>;
  /** The project has none: one that names the settings is written at that path in the image only, never in the project. */
  readonly managePyMade: boolean;
  /** Folder of manage.py below root, `.` when it is the root. */
  readonly projectDir: Fact<string>;
  readonly nested: Fact<boolean>;
  /** What manage.py names. */
  readonly settingsModule: Fact<string>;
  /** What the image uses. */
  readonly productionSettingsModule: Fact<string>;
  /** Class that django-configurations is to use (DJANGO_CONFIGURATION); undefined for a project without it. */
  readonly configuration?: Fact<string>;
  /** Folders below root that must be on Python's import path besides that of manage.py and those that the manifest installs. */
  readonly importPaths: readonly string[];
  /** Distributions that the project is itself or has parts of, each with where its version was read. */
  readonly distributions: readonly Fact<LocalDistribution>[];
  readonly application: Fact<Application>;
  /** What serves the application. */
  readonly server: Fact<Server>;
  readonly serving: Serving;
  readonly dependencies: Fact<Dependencies>;
  /** `major.minor`, such as "3.12". */
  readonly python: Fact<{ readonly version: string }>;
  readonly database: Fact<Database>;
  /** Where the settings look for its server as long as nobody says where it is; undefined: that is not known. */
  readonly databaseHost?: DatabaseHost;
  /** What a Postgres server has to have besides what it brings. */
  readonly databaseExtensions: readonly ExtensionNeed[];
  /** Whether django.contrib.staticfiles is in INSTALLED_APPS, as far as reading tells. */
  readonly staticFiles: Fact<boolean>;
  /** Path below which static files are asked for, with a slash at both ends; undefined: on another server, or not known. */
  readonly staticUrl?: Fact<string>;
  /** Each environment variable that the settings cannot load without, in order of name: the value is the name, the origin where it is read, why by what. */
  readonly environment: readonly Fact<string>[];
  /** Those of them that the image's start gives their values. */
  readonly supplied: SuppliedVariables;
  /** What the settings make of the text of variables, demanded or not: a number, JSON. */
  readonly readings: VariableReadings;
  /** Libraries that have a part in the settings which cannot be read: they may demand more variables. */
  readonly environmentOpen: readonly Fact<string>[];
  /** What each line of the settings overlay will do here, in the order in which they run. */
  readonly overlay: readonly OverlayEffect[];
  /** Files of the project that the settings name, below root, each with where and (in why) by what: what the image leaves out of them is missed. */
  readonly filesRead: readonly Fact<string>[];
  /** What the code needs of the system, whatever is required. */
  readonly codeNeeds: readonly Fact<CodeNeed>[];
  /** Workers, schedulers and the like; not the server that we start ourselves. */
  readonly processes: readonly Fact<ProcessType>[];
  /** Whether a release migrates the database by itself: not when one of `releaseCommands` does, or when it is not wanted. */
  readonly migrate: Fact<boolean>;
  /** Lines for a shell that a release runs besides, in this order, after the migration. */
  readonly releaseCommands: readonly Fact<string>[];
  /** What processes, caches and channels need. */
  readonly services: readonly ServiceNeed[];
  /** The Node projects that static files or templates are built from. */
  readonly frontends: readonly Fact<Frontend>[];
  /** What is worth knowing but does not stop a build. */
  readonly problems: readonly Problem[];
}
