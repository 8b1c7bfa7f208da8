import type { Engine } from '../src/docker/engine.ts';

const mega = 1e6;

/** Sizes of an image in MB: the base, and each layer above it that is not empty. */
export async function imageParts(
  engine: Engine,
  image: string,
  base: string,
): Promise<{ total: number; parts: string }> {
  const { Size } = await engine.api.getImage(image).inspect();
  const { Size: baseSize } = await engine.api.getImage(base).inspect();
  const { RootFS } = await engine.api.getImage(base).inspect();
  const history = (await engine.api.getImage(image).history()) as { Size: number; CreatedBy: string }[];
  const layers = history
    .toReversed()
    .filter((layer) => layer.Size > 0)
    .slice(RootFS.Layers?.length ?? 0)
    .map((layer) => `${partName(layer.CreatedBy)} ${(layer.Size / mega).toFixed(2)}`);
  return { total: Size / mega, parts: `base ${(baseSize / mega).toFixed(1)} + ${layers.join(' + ')}` };
}

/** What a layer is, from the instruction that made it: what a COPY copies, what a RUN begins with. */
export function partName(createdBy: string): string {
  const [, source] = /^COPY (?:--\S+ )*(\S+)/.exec(createdBy) ?? [];
  if (source !== undefined) return source.split('/').at(-1) || source;
  const [, command] = /^RUN (?:\/bin\/sh -c )?(?:[A-Z_]+=\S+ )*(.*)/.exec(createdBy) ?? [];
  return command?.split(' ').slice(0, 3).join(' ') ?? 'layer';
}
