/** A top-level module, the distribution that has it, and the repository whose README or setup says so (on GitHub unless it is an address). */
export type KnownPackage = readonly [module: string, distribution: string, source: string];
