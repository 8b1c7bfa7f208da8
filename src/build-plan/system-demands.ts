import type { Demands } from '../system-packages/needed.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { Layout } from '../values/layout.ts';
import { extrasFor } from './extras.ts';

/** What decides about the Debian packages of an image of this project. Pure. */
export function systemDemands({ dependencies, codeNeeds, ...layout }: Layout, options: BuildOptions): Demands {
  const { requirements, needsGit } = dependencies.value;
  return {
    requirements,
    needsGit,
    codeNeeds,
    extras: extrasFor({ ...layout, dependencies, codeNeeds }),
    named: options.aptPackages,
    without: options.withoutAptPackages,
  };
}
