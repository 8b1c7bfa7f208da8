import { rememberDeployment, rememberedDeployment } from '../state-folder/remembered-deployments.ts';
import { deployedOf } from '../summary/deployed.ts';
import { deployedOfSource } from '../summary/source.ts';
import type { Deployed } from '../values/deployed.ts';
import type { BuiltImage } from '../values/image.ts';
import type { Story } from './image-of-project.ts';

/** What was pushed, and where it went. */
interface Place extends Story {
  readonly root: string | undefined;
  readonly at: string;
}

/** What was deployed to that place the last time and now, where both are known, and how the next push remembers this one. */
export function sinceLast({ root, at, plan, source }: Place, image: Partial<BuiltImage>) {
  const now = nowDeployed({ plan, source }, image, new Date().toISOString());
  if (root === undefined || now === undefined) return nothingBefore;
  return { before: rememberedDeployment(root, at), now, remember: () => rememberDeployment(root, at, now) };
}

function nowDeployed({ plan, source }: Story, image: Partial<BuiltImage>, at: string): Deployed | undefined {
  const { reference, layers, facts } = image;
  if (reference === undefined) return undefined;
  if (source !== undefined) return deployedOfSource(source, reference, at);
  if (plan === undefined || layers === undefined || facts === undefined) return undefined;
  return deployedOf(plan, { reference, layers, facts }, at);
}

const nothingBefore = { before: undefined, now: undefined, remember: () => {} };
