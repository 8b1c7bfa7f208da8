import type { AskedOfRegistry, Refusal } from '../fakes/registry-gate.ts';

export const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';
const configType = 'application/vnd.docker.container.image.v1+json';
const layerType = 'application/vnd.docker.image.rootfs.diff.tar.gzip';

interface Descriptor {
  readonly mediaType?: string;
  readonly digest?: string;
}

interface Manifest {
  readonly schemaVersion?: number;
  readonly mediaType?: string;
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
}

/** The real registry behind the gate, and the apps that have a place in it. */
export interface Shelf {
  readonly behind: string;
  readonly hasApp: (name: string) => boolean;
}

const refused: Refusal = [405, 'UNSUPPORTED'];

/**
 * What registry.heroku.com does not take: another name than <app>/<process type>, and another manifest than Docker's
 * schema 2 of one image with layers of gzip (devcenter: container-registry-and-runtime, known issues and limitations).
 */
export async function refusal(shelf: Shelf, asked: AskedOfRegistry): Promise<Refusal | undefined> {
  const { repository, manifest, contentType, method } = asked;
  if (repository === undefined) return undefined;
  const [app = '', type = '', ...more] = repository.split('/');
  if (!/^[-\w]{1,128}$/.test(type) || more.length > 0) return [400, 'NAME_INVALID'];
  if (!shelf.hasApp(app)) return [404, 'NAME_UNKNOWN'];
  if (method === 'DELETE' && !asked.url.includes('/uploads/')) return refused;
  if (manifest === undefined) return undefined;
  if (contentType !== manifestType) return refused;
  const { schemaVersion, mediaType, config, layers = [] } = parsed(manifest);
  const isSchema2 = schemaVersion === 2 && mediaType === manifestType && config?.mediaType === configType;
  if (!isSchema2 || layers.some((layer) => layer.mediaType !== layerType)) return refused;
  const gzipped = await Promise.all(layers.map(({ digest = '' }) => isGzip(shelf, repository, digest)));
  return gzipped.every(Boolean) ? undefined : refused;
}

function parsed(bytes: Buffer): Manifest {
  try {
    return JSON.parse(bytes.toString()) as Manifest;
  } catch {
    return {};
  }
}

async function isGzip({ behind }: Shelf, repository: string, digest: string): Promise<boolean> {
  const answer = await fetch(`http://${behind}/v2/${repository}/blobs/${digest}`, { headers: { range: 'bytes=0-1' } });
  // That it is not there the registry says better itself.
  if (!answer.ok) return true;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** What the registry keeps for a process type: the image by the digest of its config, and what it is made for. */
export interface Shelved {
  readonly manifest: string;
  readonly config: string;
  readonly osArch: string;
  readonly command: string;
}

/** Looks up `<app>/<type>:latest`; undefined: nothing was pushed there. */
export async function shelved({ behind }: Shelf, repository: string): Promise<Shelved | undefined> {
  const base = `http://${behind}/v2/${repository}`;
  const answer = await fetch(`${base}/manifests/latest`, { headers: { accept: manifestType } });
  if (!answer.ok) return undefined;
  const { config } = (await answer.json()) as Manifest;
  const blob = (await (await fetch(`${base}/blobs/${config?.digest}`)).json()) as {
    readonly os?: string;
    readonly architecture?: string;
    readonly config?: { readonly Cmd?: readonly string[] };
  };
  return {
    manifest: answer.headers.get('docker-content-digest') ?? '',
    config: config?.digest ?? '',
    osArch: `${blob.os}/${blob.architecture}`,
    command: (blob.config?.Cmd ?? []).join(' '),
  };
}
