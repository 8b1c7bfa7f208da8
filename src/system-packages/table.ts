import table from '../../templates/build/system-packages.json' with { type: 'json' };

/** A row of the table: what some distributions need of Debian. The file itself says what each key means. */
export interface SystemNeed {
  /** Normalised as PEP 503 has it. */
  readonly packages: readonly string[];
  /** Range of PEP 440; undefined for all. */
  readonly versions?: string;
  /** There is no wheel for Linux. */
  readonly alwaysCompiled?: boolean;
  readonly build?: readonly string[];
  readonly run?: readonly string[];
  /** Code name of the newest Debian that has all of `run`. */
  readonly lastDebian?: string;
  /** By code name of Debian: the release of the library that it has, which the Python package has to be of. */
  readonly releases?: Readonly<Record<string, string>>;
  readonly source: string;
}

/** The table of templates/build, which the build in the container reads as well. */
export const systemNeeds: readonly SystemNeed[] = table.requirements;

/** What compiles a package of C. */
export const compiler: readonly string[] = table.compiler;

/** What packages need and do not get: see `beyond` in the table. */
export const beyond: readonly {
  readonly packages: readonly string[];
  readonly what: string;
  readonly source: string;
}[] = table.beyond;

/** What the project's code needs, whatever is required: `need` is the word for it in Layout.codeNeeds. */
export const codeNeeds: readonly {
  readonly need: string;
  readonly build?: readonly string[];
  readonly run?: readonly string[];
  readonly source: string;
}[] = table.code;
