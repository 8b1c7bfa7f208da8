import { fillText } from './fill-template.ts';
import type { Server } from './values/server.ts';

/** What the step that installs the packages is given, each value one word of a shell command. */
export interface InstallView {
  readonly manager: string;
  /** Requirements file, below /manifests. */
  readonly manifests: readonly string[];
  /** Lock file whose versions are installed, below /manifests. */
  readonly locks: readonly string[];
  /** There are requirements that we read from other manifests: a file of the context, see build-plan/install-view.ts. */
  readonly hasDeclared: boolean;
  /** The member of a workspace that is installed; none for the package at its root. */
  readonly members: readonly string[];
  readonly groups: readonly string[];
  readonly projectExtras: readonly string[];
  /** Package indexes besides the public one, and the one in its place. */
  readonly indexes: readonly string[];
  readonly defaultIndexes: readonly string[];
  /** Ids of the secrets that the step may read, and of the keys and agents that it may use. */
  readonly secrets: readonly string[];
  readonly sshIds: readonly string[];
  /** When what floats was last resolved anew. */
  readonly upgrades: readonly string[];
}

/** What the stage of one front end is given, each value one word of a shell command. */
export interface FrontendView {
  readonly stage: string;
  readonly folder: string;
  readonly nodeImages: readonly string[];
  readonly node: string;
  readonly manager: string;
  readonly managerPackages: readonly string[];
  readonly installFolder: string;
  readonly installsFromTree: boolean;
  /** Packages come from git repositories. */
  readonly byGit: boolean;
  readonly locked: boolean;
  /** The manager is yarn 2 or newer. */
  readonly berry: boolean;
  readonly scripts: readonly string[];
  readonly commands: readonly string[];
  /** From where to where what it built is copied as well, two words each. */
  readonly places: readonly string[];
  /** What the build is given, `NAME=value`. */
  readonly variables: readonly string[];
  /** Folder whose node_modules the static files are collected from. */
  readonly packages: readonly string[];
}

/** What templates/Dockerfile.mustache is given: every tag of it is a key here. */
export interface DockerfileView extends InstallView {
  readonly baseImage: string;
  /** Names of the build arguments that the person gives. */
  readonly buildArgs: readonly string[];
  /** Debian packages that installing needs and the image does not: compilers, headers, git. */
  readonly systemBuildPackages: readonly string[];
  readonly hasSystemBuildPackages: boolean;
  /** Debian packages whose files the image needs. */
  readonly libraries: readonly string[];
  readonly hasLibraries: boolean;
  /** Debian packages that prepare the project's own files, and that the image does not need. */
  readonly preparing: readonly string[];
  readonly hasPreparing: boolean;
  readonly compilesMessages: boolean;
  readonly frontends: readonly FrontendView[];
  readonly hasFrontends: boolean;
  /** What a front end writes depends on Python files. */
  readonly readsPython: boolean;
  readonly uv: string;
  /** Requirements that we add, such as "gunicorn". */
  readonly extras: readonly string[];
  /** Folders of the image that are to be importable. */
  readonly importPaths: readonly string[];
  /** The project is a distribution itself, or has one: a file of the context, see build-plan/distributions-file.ts. */
  readonly hasDistributions: boolean;
  readonly settings: string;
  /** The class that django-configurations is to use; none without it. */
  readonly configurations: readonly string[];
  /** Lines of the settings overlay that are switched off, as one list; none when all are on. */
  readonly skips: readonly string[];
  /** Variables that the overlay fills in, each with what of; empty for none. */
  readonly supplied: string;
  /** A plain engine of Postgres that an address gave becomes GeoDjango's. */
  readonly usesPostgis: boolean;
  /** Folder of manage.py below the project. */
  readonly folder: string;
  /** The same in the image. */
  readonly workdir: string;
  /** `module:callable` of the WSGI or ASGI application. */
  readonly application: string;
  readonly server: Server;
  readonly database: string;
  /** Variables that the settings were seen to demand: the build lends each a placeholder. */
  readonly demands: readonly string[];
  /** JSON array of argv, as CMD takes it. */
  readonly command: string;
}

/**
 * The Dockerfile: the template, filled with the view. Every value that comes from the project or the person has been
 * quoted for where it stands (see build-plan/dockerfile-view.ts).
 */
export function renderDockerfile(template: string, view: DockerfileView): string {
  return fillText(template, view);
}
