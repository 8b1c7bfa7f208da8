/** `console_scripts`, `shop = shop.cli:main`. */
export interface DistributionEntryPoint {
  readonly group: string;
  readonly name: string;
  /** `package.module:attribute`, as the manifest writes it. */
  readonly target: string;
}

/** A distribution that the project is, or has a part: nothing installs it, but its code asks for it by name and version. */
export interface LocalDistribution {
  /** As the manifest spells it. */
  readonly name: string;
  readonly version: string;
  /** Where its manifest lies, below root. */
  readonly folder: string;
  readonly entryPoints: readonly DistributionEntryPoint[];
}
