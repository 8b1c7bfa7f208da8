import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const types = 'application/vnd.docker';

/** Puts an image into an open registry that no engine has ever seen: one layer with a file of that many random bytes. */
export async function publishUnheardOf(registry: string, name: string, tag: string, size: number): Promise<string> {
  const archive = pack();
  archive.entry({ name: 'unheard-of.bin' }, randomBytes(size));
  archive.finalize();
  const tar = await buffer(archive);
  const rootfs = { type: 'layers', diff_ids: [digestOf(tar)] };
  const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', config: {}, rootfs, history: [{}] }));
  const layer = gzipSync(tar, { level: 1 });
  for (const blob of [layer, config]) await upload(`http://${registry}/v2/${name}/blobs/uploads/`, blob);
  const part = (mediaType: string, blob: Buffer) => ({ mediaType, size: blob.length, digest: digestOf(blob) });
  const mediaType = `${types}.distribution.manifest.v2+json`;
  const manifest = {
    schemaVersion: 2,
    mediaType,
    config: part(`${types}.container.image.v1+json`, config),
    layers: [part(`${types}.image.rootfs.diff.tar.gzip`, layer)],
  };
  await put(`http://${registry}/v2/${name}/manifests/${tag}`, mediaType, JSON.stringify(manifest));
  return `${registry}/${name}:${tag}`;
}

/** The distribution API's way: begin, then put all of it. */
async function upload(url: string, blob: Buffer): Promise<void> {
  const begun = await fetch(url, { method: 'POST' });
  const target = new URL(begun.headers.get('location') ?? '', url);
  target.searchParams.set('digest', digestOf(blob));
  await put(target.href, 'application/octet-stream', new Uint8Array(blob));
}

async function put(url: string, type: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetch(url, { method: 'PUT', headers: { 'content-type': type }, body });
  if (answer.status !== 201) throw new Error(`the registry did not take it: ${answer.status} ${await answer.text()}`);
}
