import { normalizedName } from '../dependencies/requirement.ts';
import { knownPackages } from './known-packages.ts';

const byModule = new Map(knownPackages.map(([module, distribution]) => [module, distribution]));

/** Normalised, without extras; made when a manifest of conda asks. */
let distributions: ReadonlySet<string> | undefined;

/** Whether the table knows a distribution of that name, normalised. */
export function isKnownDistribution(name: string): boolean {
  distributions ??= new Set(knownPackages.map(([, distribution]) => normalizedName(distribution.replace(/\[.*/, ''))));
  return distributions.has(name);
}

/** The distribution that brings a top-level module; undefined when the table does not know it. */
export function distributionOf(module: string): string | undefined {
  return byModule.get(module);
}
