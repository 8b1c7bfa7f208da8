import { expect, test } from 'vitest';
import { fromSymfony } from '../../support/client-commands.ts';
import { commandsNow } from '../../support/known-commands.ts';
import { olderName } from '../../support/platformsh/environment.ts';
import { runProgram } from '../../support/platformsh/upsun.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

type Listed = Parameters<typeof fromSymfony>[0] & { readonly name: string; readonly aliases: readonly string[] };

/** What the real program lists, under the name that it has for that flavour. */
async function listOf(name: 'upsun' | 'platform'): Promise<readonly Listed[]> {
  const HOME = temporaryFolder('home');
  const swapped = name === 'upsun' ? {} : { CLI_CONFIG_FILE: olderName(HOME) };
  const env = { ...process.env, HOME, ...swapped };
  const { stdout } = await runProgram(['list', '--format', 'json'], { cwd: HOME, env });
  return (JSON.parse(stdout) as { readonly commands: readonly Listed[] }).commands;
}

test.each(['upsun', 'platform'] as const)(
  'what is known of the commands of %s is what it says of them',
  async (name) => {
    const listed = await listOf(name);
    const { known, now } = commandsNow(name, (command) => {
      const found = listed.find((each) => each.name === command || each.aliases.includes(command));
      return found && fromSymfony(found);
    });
    expect(now).toEqual(known);
  },
);
