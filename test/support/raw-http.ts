import { request, type IncomingHttpHeaders } from 'node:http';

/** An answer as it was sent: nothing is decompressed, nothing followed. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks over HTTP without what `fetch` does by itself (Accept-Encoding, decompression). */
export function askRaw(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer
        .on('data', (part: Buffer) => parts.push(part))
        .on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
        )
        .on('error', reject);
    });
    asked.on('error', reject).end();
  });
}
