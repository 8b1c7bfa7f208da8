import type { Origin } from '../values/fact.ts';
import type { ProjectGroup } from '../values/project-group.ts';

/** A name or a use that a release of Django has no more. */
export interface DjangoRemoval {
  readonly name: string;
  /** The first version without it. */
  readonly since: string;
  /** What stands for it since. */
  readonly instead?: string;
  /** The newest Python that the version before supports, such as "3.10". */
  readonly python?: string;
}

/** A name, a module or a use that a release of Python has no more. */
export interface PythonRemoval {
  readonly name: string;
  /** The first version without it, such as "3.10". */
  readonly since: string;
  /** The newest with it; undefined where no image has one, or the project's Django does not run on it. */
  readonly older?: string;
}

/** Where a manifest asks for a distribution. */
export interface RequiredAt {
  /** File and line; the file alone where no line of it names it. */
  readonly where: string;
  /** Only one version will do. */
  readonly isExact: boolean;
  /** A lock file lies beside, and says which. */
  readonly isLocked: boolean;
}

/** What the project itself does wrong when it runs in the image. */
export interface FailureInTheImage {
  readonly exception: string;
  readonly message: string;
  /** In the project's own files, below its root. */
  readonly file?: string;
  readonly line?: number;
  /** What of the system the image lacks, and the Debian package that has it. */
  readonly missing?: { readonly lacks: string; readonly debian: string };
  /** The file of the project that it looked for in vain, as it stays out of the image, and by which rule. */
  readonly leftOut?: { readonly path: string; readonly rule: string };
  /** A module or file of the project that it looked for, and that is nowhere. */
  readonly absent?: string;
  /** The distribution that has the module which is missing. */
  readonly distribution?: string;
  /** Other apps of INSTALLED_APPS that are not installed: their distributions, or the names by which they are imported. */
  readonly alsoMissing?: readonly string[];
  /** The group or the extra of the project that names it and is not installed. */
  readonly offeredBy?: ProjectGroup;
  /** The installed package whose code it was that failed. */
  readonly package?: string;
  /** The distributions that have that code, with their versions: more than one write over each other. */
  readonly broughtBy?: readonly string[];
  /** The line asks a database while the project is loaded. */
  readonly isAskedAtLoad?: true;
  /** The setting that is None where its line needs a value. */
  readonly noneSetting?: string;
  /** The table that a database does not have. */
  readonly table?: string;
  /** It is the table that Django's cache in the database lies in. */
  readonly isOfCache?: true;
  /** Apps that have models and no migrations, as the build saw; undefined where no build told. */
  readonly unmigrated?: readonly string[];
  /** What Django has no more, where that is what failed. */
  readonly removed?: DjangoRemoval;
  /** What Python has no more, where that is what failed. */
  readonly pythonRemoved?: PythonRemoval;
  /** Versions in the image. */
  readonly django?: string;
  readonly python?: string;
  readonly djangoRequired?: RequiredAt;
  readonly lines: readonly string[];
}

/** What stops the static files from being collected. */
export interface StaticFailure extends FailureInTheImage {
  /** The command of manage.py: collectstatic, compress, compilescss. */
  readonly command: string;
  /** File that a manifest storage did not find, as the static files know it. */
  readonly missingFile?: string;
  /** The static file that refers to it. */
  readonly referring?: string;
}

/** What was not to be had from a server, and what it or the network said. */
export interface NotFetched {
  readonly url: string;
  readonly reason: string;
}

/** A requirement and the Python of the image that are at odds. */
export interface PythonClash {
  /** Range of PEP 440, as the installer names it. */
  readonly asks: string;
  /** Such as "3.11". */
  readonly has: string;
  /** The nearest version that would do; undefined when none is out. */
  readonly takes?: string;
  /** The base image, where the person chose it: its Python cannot be another one. */
  readonly ownBase?: string;
}

interface UnknownSystemPackage {
  readonly name: string;
  /** Names of that release which are written alike. */
  readonly nearest: readonly string[];
  /** Requirements for which our table names it; undefined for what the person named. */
  readonly neededBy?: readonly string[];
  /** The newest release that has it, as far as the table says. */
  readonly lastDebian?: string;
  /** The image gets it by what we know of packages; nobody typed it. */
  readonly isOurs?: true;
}

/** Failures and findings of the build domain, as codes with data. Their words are in src/messages/build.ts. */
export type BuildProblem =
  | { readonly code: 'python-too-old'; readonly version: string; readonly oldest: string; readonly origin: Origin }
  | { readonly code: 'python-too-new'; readonly version: string; readonly newest: string; readonly origin: Origin }
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
      readonly python?: PythonClash;
      /** By code name of Debian: the release of the library that it has, and that this has to be of. */
      readonly releases?: Readonly<Record<string, string>>;
      /** What helps where just this fails. */
      readonly advice?: string;
      /** It had to be compiled, as no wheel fits. */
      readonly compiled?: boolean;
      /** A server was not reached, or did not answer, each time that it was asked. */
      readonly unreached?: true;
      /** The manager whose lock file it is cannot read it. */
      readonly isOfLock?: true;
      /** The header, library or program that its build looked for in vain. */
      readonly missed?: string;
      readonly lines: readonly string[];
    }
  /** Nothing of the lock file is for the Python of the image. */
  | {
      readonly code: 'lock-for-another-python';
      readonly lock: string;
      readonly has: string;
      /** What the first locked package asks for, such as `python_version == "3.10"`. */
      readonly marker?: string;
      readonly ownBase?: string;
    }
  /** Debian packages that the release of the base image does not have. */
  | {
      readonly code: 'system-package-unknown';
      readonly names: readonly UnknownSystemPackage[];
      /** Code name of the release, such as "trixie". */
      readonly release: string;
    }
  /** Packages that are to be left out, and that the image would not get anyway. */
  | { readonly code: 'system-package-not-there'; readonly names: readonly string[]; readonly there: readonly string[] }
  | { readonly code: 'system-package-does-not-install'; readonly reason: string; readonly lines: readonly string[] }
  | { readonly code: 'debian-mirror-fails'; readonly missed: readonly NotFetched[]; readonly lines: readonly string[] }
  | ({ readonly code: 'settings-fail-to-import' } & FailureInTheImage)
  /** The settings import; the WSGI or ASGI application, or the URLs, do not. */
  | ({ readonly code: 'application-fails-to-import' } & FailureInTheImage)
  /** All import, no check fails, and the server does not take its configuration or cannot be imported itself. */
  | ({ readonly code: 'server-fails-to-start' } & FailureInTheImage)
  /** All import, and a check of Django finds an error; `exception` is its id, such as "fields.E300". */
  | ({ readonly code: 'check-fails' } & FailureInTheImage)
  | ({ readonly code: 'collectstatic-fails' } & StaticFailure);
