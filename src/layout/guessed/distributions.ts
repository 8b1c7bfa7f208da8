import { knownPackages } from './known-packages.ts';

const byModule = new Map(knownPackages.map(([module, distribution]) => [module, distribution]));

const distributions = new Set(
  knownPackages.map(([, name]) =>
    name
      .replace(/\[.*/, '')
      .replaceAll(/[-_.]+/g, '-')
      .toLowerCase(),
  ),
);

/** Whether the table knows a distribution of that name, normalised. */
export function isKnownDistribution(name: string): boolean {
  return distributions.has(name);
}

/** The distribution that brings a top-level module; undefined when the table does not know it. */
export function distributionOf(module: string): string | undefined {
  return byModule.get(module);
}
