import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { observing } from '../../../src/commands/carry-out.ts';
import { platformsh, reachedBy, upsun } from '../../../src/platforms/platformsh/names.ts';
import { askToken, program } from '../../../src/platforms/platformsh/program.ts';
import { apiUrl, reader } from '../../../src/platforms/platformsh/api.ts';
import type { ObserveDoors } from '../../../src/platforms/types.ts';
import { answeringServer } from '../../run-steps/web-server.ts';
import { rejectedWith } from '../../support/problem-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Doors to a machine on whose PATH these programs are, each a script. */
function machineWith(
  programs: Readonly<Record<string, string>>,
  more: NodeJS.ProcessEnv = {},
): { readonly doors: ObserveDoors; readonly secrets: readonly string[] } {
  const folder = temporaryFolder('path');
  for (const [name, script] of Object.entries(programs))
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const secrets: string[] = [];
  const doors = observing({
    engine: () => Promise.reject(new Error('no engine is needed')),
    env: { ...more, PATH: [folder, '/usr/bin', '/bin'].join(delimiter) },
    log: () => undefined,
    secret: (value) => void secrets.push(value),
    onEvent: () => undefined,
    output: () => undefined,
    error: () => undefined,
    signal: new AbortController().signal,
  });
  return { doors, secrets };
}

/** As 5.11.1 says it. */
const loggedOut = `cat >&2 <<'X'

In AutoLoginListener.php line 62:

  Authentication is required.

  Please log in by running:
      upsun login

X
exit 3`;

describe("the platform's program", () => {
  it('is taken by its own name first, and by the other one', async () => {
    const both = { upsun: 'echo of-upsun', platform: 'echo of-platform' };
    expect(await askToken(machineWith(both).doors, upsun)).toEqual({ name: 'upsun', token: 'of-upsun' });
    expect(await askToken(machineWith(both).doors, platformsh)).toEqual({ name: 'platform', token: 'of-platform' });
    const one = machineWith({ platform: 'echo of-platform' });
    expect(await askToken(one.doors, upsun)).toEqual({ name: 'platform', token: 'of-platform' });
    expect(one.secrets).toEqual(['of-platform']);
  });

  it('is missed in words', async () => {
    expect(await rejectedWith(askToken(machineWith({}).doors, upsun))).toMatchObject({
      code: 'platform-program-missing',
      programs: ['upsun', 'platform'],
    });
  });

  it('says that nobody is logged in', async () => {
    expect(await rejectedWith(askToken(machineWith({ upsun: loggedOut }).doors, upsun))).toMatchObject({
      code: 'platform-login-missing',
      reason: 'Authentication is required',
      next: [expect.stringContaining('upsun login'), expect.stringContaining('UPSUN_CLI_TOKEN')],
    });
  });

  it('under its other name is told by that one', async () => {
    const { doors } = machineWith({ upsun: loggedOut });
    expect(await rejectedWith(askToken(doors, platformsh))).toMatchObject({
      next: ['upsun login', expect.stringContaining('UPSUN_CLI_TOKEN')],
    });
    expect(apiUrl(reachedBy(platformsh, 'upsun'), { UPSUN_CLI_API_URL: 'http://here/' })).toBe('http://here');
    expect(reachedBy(platformsh, 'platform')).toEqual(platformsh);
  });

  it('says what else is wrong', async () => {
    const broken = machineWith({ upsun: 'echo "cURL error 7: Failed to connect" >&2; exit 1' });
    expect(await rejectedWith(askToken(broken.doors, upsun))).toMatchObject({
      code: 'platform-question-failed',
      log: ['cURL error 7: Failed to connect'],
    });
  });

  it('never asks, and writes no configuration of ssh beside its own', () => {
    const { env } = program(platformsh, 'platform', ['x']);
    expect(env).toMatchObject({
      PLATFORMSH_CLI_NO_INTERACTION: '1',
      PLATFORMSH_CLI_SSH_WRITE_USER_CONFIG: '0',
      UPSUN_CLI_NO_INTERACTION: '1',
    });
  });
});

describe('the API', () => {
  it('is asked with the token, again when it is busy', async () => {
    const answers = [
      [503, ''],
      [200, '{"id":"x"}'],
      [404, ''],
      [401, ''],
    ] as const;
    const server = await answeringServer((number) => answers[number - 1] ?? [500, '']);
    const { doors } = machineWith({}, { UPSUN_CLI_API_URL: server.url });
    const read = reader(doors, upsun, 'a-token');
    expect(await read('/projects/x')).toEqual({ id: 'x' });
    expect(server.asked.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/projects/x', 'Bearer a-token'],
      ['/projects/x', 'Bearer a-token'],
    ]);
    expect(await read('/none')).toBeUndefined();
    expect(await rejectedWith(read('/projects/x'))).toMatchObject({ code: 'platform-login-missing' });
    server.stop();
  });
});
