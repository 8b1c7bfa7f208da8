import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import Dockerode from 'dockerode';
import { expect, test } from 'vitest';
import { importFrom } from '../../scripts/set-up/base-image.ts';
import { SetUpError } from '../../scripts/set-up/progress.ts';
import { connectEngine } from '../../src/docker/engine.ts';

test('an archive that the engine does not take ends in words, with what the engine said', async () => {
  const { api, close } = await connectEngine();
  try {
    const refused = importFrom(Readable.from([Buffer.alloc(2_048, 'x')]), api, `refused-${process.pid}`);
    await expect(refused).rejects.toThrow(SetUpError);
    await expect(refused).rejects.toThrow(
      /did not take the base image [\s\S]*It said:\n {2}.*tar.*\n.*run this again\.$/,
    );
  } finally {
    close();
  }
});

test('a refusal that comes only in the answer, after HTTP 200, ends in the same words', async () => {
  // As the API has it for what fails late (POST /images/create); no engine at hand fails so late with an archive.
  const answer = [
    '{"status":"Importing"}',
    '{"errorDetail":{"message":"no room"},"error":"no room"}',
    '{"status":"end"}',
  ];
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200).end(answer.map((line) => `${line}\r\n`).join('')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const api = new Dockerode({ host: '127.0.0.1', port, protocol: 'http' });
  const refused = importFrom(Readable.from([Buffer.alloc(10)]), api, 'refused');
  await expect(refused).rejects.toThrow(/did not take the base image [\s\S]*It said:\n {2}no room\n/);
  server.close();
});
