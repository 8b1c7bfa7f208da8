import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Client, fromSymfony } from '../../support/client-commands.ts';
import { olderName } from '../../support/platformsh/environment.ts';
import { runProgram } from '../../support/platformsh/upsun.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

type Listed = Parameters<typeof fromSymfony>[0] & { readonly name: string; readonly aliases: readonly string[] };

/** What the real program lists, under the name that it has for that flavour. */
async function listOf(name: 'upsun' | 'platform'): Promise<readonly Listed[]> {
  const HOME = temporaryFolder('home');
  const swapped = name === 'upsun' ? {} : { CLI_CONFIG_FILE: olderName(HOME) };
  const { stdout } = await runProgram(['list', '--format', 'json'], {
    cwd: HOME,
    env: { ...process.env, HOME, ...swapped },
  });
  return (JSON.parse(stdout) as { readonly commands: readonly Listed[] }).commands;
}

test.each(['upsun', 'platform'] as const)(
  'what is known of the commands of %s is what it says of them',
  async (name) => {
    const file = join(import.meta.dirname, '../client-commands.json');
    const recorded = (JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Client>>)[name] ?? {};
    const listed = await listOf(name);
    const told = Object.keys(recorded).map((command) => {
      const found = listed.find((each) => each.name === command || each.aliases.includes(command));
      return [command, found && fromSymfony(found)];
    });
    expect(Object.fromEntries(told)).toEqual(recorded);
  },
);
