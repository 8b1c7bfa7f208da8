import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { served } from './served.ts';

/** A registry that keeps what arrived of an upload, as the specification wants it; Debian's forgets it. */
export interface ResumingRegistry {
  readonly host: string;
  /** Bytes that each PATCH brought, in order. */
  readonly patches: readonly { readonly from: number; readonly bytes: number; readonly range: string | undefined }[];
  /** What was finished, by the digest that was claimed for it. */
  readonly blobs: ReadonlyMap<string, Buffer>;
}

/** Uploads alone ("pushing a blob in chunks"); `cuts` says after how many bytes each PATCH in turn breaks off. */
export async function startResumingRegistry(cuts: readonly number[]): Promise<ResumingRegistry> {
  const uploads = new Map<string, Buffer>();
  const blobs = new Map<string, Buffer>();
  const patches: { from: number; bytes: number; range: string | undefined }[] = [];

  const patch = (request: IncomingMessage, answer: ServerResponse, id: string): void => {
    const from = uploads.get(id)?.length ?? 0;
    const entry = { from, bytes: 0, range: request.headers['content-range'] };
    const cut = cuts[patches.push(entry) - 1] ?? Number.POSITIVE_INFINITY;
    request.on('data', (piece: Buffer) => {
      const kept = piece.subarray(0, Math.max(0, cut - entry.bytes));
      entry.bytes += kept.length;
      uploads.set(id, Buffer.concat([uploads.get(id) ?? Buffer.alloc(0), kept]));
      if (entry.bytes >= cut) request.socket.destroy();
    });
    request.on('error', () => undefined);
    request.on('end', () => where(answer, id, 202));
  };
  const where = (answer: ServerResponse, id: string, status: number): void => {
    const length = uploads.get(id)?.length ?? 0;
    answer
      .writeHead(status, { location: `/v2/upload/${id}?at=${length}`, range: `0-${Math.max(0, length - 1)}` })
      .end();
  };
  const host = await served((request, answer) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const id = url.pathname.split('/').at(-1) ?? '';
    if (request.method === 'PATCH') return patch(request, answer, id);
    request.resume();
    if (request.method === 'POST') {
      const made = randomUUID();
      uploads.set(made, Buffer.alloc(0));
      return where(answer, made, 202);
    }
    if (request.method === 'GET' && uploads.has(id)) return where(answer, id, 204);
    if (request.method === 'PUT') blobs.set(url.searchParams.get('digest') ?? '', uploads.get(id) ?? Buffer.alloc(0));
    answer.writeHead(request.method === 'PUT' ? 201 : url.pathname === '/v2/' ? 200 : 404).end();
  });
  return { host, patches, blobs };
}
