import { Readable } from 'node:stream';
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
