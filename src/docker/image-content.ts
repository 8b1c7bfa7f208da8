import { createHash } from 'node:crypto';

/** What the engine says of an image, as far as it decides what runs. */
export interface InspectedContent {
  readonly Architecture: string;
  readonly Os: string;
  readonly RootFS: { readonly Layers?: readonly string[] };
  readonly Config: {
    readonly Env?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly Entrypoint?: unknown;
    readonly User?: string;
    readonly WorkingDir?: string;
    readonly ExposedPorts?: object | null;
    readonly Volumes?: object | null;
  };
}

/**
 * A digest of an image's layers and configuration. Not its ID: that covers the time of the build, and the label of the folder
 * that it was built in.
 */
export function imageContent({ Architecture, Os, RootFS, Config }: InspectedContent): string {
  const { Env, Cmd, Entrypoint, User, WorkingDir, ExposedPorts, Volumes } = Config;
  const parts = [Env, Cmd, Entrypoint, User, WorkingDir, keys(ExposedPorts), keys(Volumes)].map((part) => part ?? null);
  const text = JSON.stringify([Os, Architecture, RootFS.Layers ?? [], ...parts]);
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function keys(set: object | null | undefined): readonly string[] {
  return Object.keys(set ?? {}).toSorted();
}
