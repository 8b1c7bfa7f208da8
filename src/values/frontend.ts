import type { Fact } from './fact.ts';

export type NodeManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** How the packages of a front end are installed. */
export interface NodeInstall {
  readonly manager: NodeManager;
  /** Package of the npm registry that is the manager, with its version: "pnpm@10.18.0". Undefined: npm, as it comes with Node. */
  readonly managerPackage?: string;
  /** Folder in which it runs, below root: that of the lock file, above the front end in a workspace. */
  readonly folder: string;
  /** Path of the lock file below root. */
  readonly lock?: string;
  /** What the installer reads, paths below root. */
  readonly manifests: readonly string[];
  /** It reads more than manifests: scripts of the project that run on installing, packages in folders of the project. */
  readonly fromTree: boolean;
  /** A package comes from a git repository. */
  readonly byGit: boolean;
}

/** What a build writes goes to another place as well; paths below root. */
export interface OutputPlace {
  readonly from: string;
  /** Ends with a slash when it is a folder that it goes into. */
  readonly to: string;
}

/** A Node project that writes static files or templates which Django serves. */
export interface Frontend {
  /** Folder of its package.json, below root. */
  readonly folder: string;
  /** What builds it: a script of package.json, or a shell command that the person gave; run in the folder. Undefined: its packages are all that is wanted. */
  readonly build?: { readonly script: string } | { readonly command: string };
  /** The settings collect static files from its node_modules. */
  readonly servesPackages: boolean;
  /** Where the project's own image has what is built, when that is not where it is written. */
  readonly places?: readonly OutputPlace[];
  /** Environment variables that the project's own image builds it with. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly install: Fact<NodeInstall>;
  /** Version of Node: "24", "22.11.0", or a range that npm resolves. */
  readonly node: Fact<string>;
  /** What it writes depends on Python files, as Tailwind looks for class names in them. */
  readonly readsPython: boolean;
}
