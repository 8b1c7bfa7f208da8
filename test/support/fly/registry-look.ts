/** What the registry keeps under a reference. */
export interface Found {
  readonly digest: string;
  readonly mediaType: string;
  readonly repository: string;
  readonly tag: string;
  readonly size: number;
}

const accepted = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

/** Looks an image up, as Fly resolves one; none where it is not there, or where it is no image of Fly's registry. */
export async function findInRegistry(registry: string, token: string, reference: string): Promise<Found | undefined> {
  const [, repository, tag = '', digest] =
    /^([^@:]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(reference.replace(`${registry}/`, '')) ?? [];
  if (repository === undefined || !reference.startsWith(`${registry}/`)) return undefined;
  const authorization = `Basic ${Buffer.from(`x:${token}`).toString('base64')}`;
  const answer = await fetch(`http://${registry}/v2/${repository}/manifests/${digest ?? (tag || 'latest')}`, {
    headers: { accept: accepted, authorization },
  });
  if (!answer.ok) return undefined;
  const { layers = [] } = (await answer.json()) as { layers?: readonly { size: number }[] };
  return {
    digest: answer.headers.get('docker-content-digest') ?? '',
    mediaType: answer.headers.get('content-type') ?? '',
    repository,
    tag,
    size: layers.reduce((sum, layer) => sum + layer.size, 0),
  };
}
