import { arch } from 'node:os';
import { planBuild } from '../build-plan.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { BuildPlan } from '../values/build-plan.ts';
import type { Layout } from '../values/layout.ts';
import type { OpenedProject } from './open-project.ts';

/** The plan where no engine is asked: for the architecture of this machine, unless the options name one. */
export function planWithoutEngine(layout: Layout, project: OpenedProject, options: BuildOptions): Promise<BuildPlan> {
  return planBuild(layout, project.files, options, { osArch: arch() === 'arm64' ? 'linux/arm64' : 'linux/amd64' });
}
