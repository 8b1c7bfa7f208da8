import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { fromOclif } from '../../support/client-commands.ts';
import { herokuProgram } from '../../support/heroku/real-command.ts';
import { commandsNow } from '../../support/known-commands.ts';

type Listed = Parameters<typeof fromOclif>[0] & {
  readonly aliases: readonly string[];
  readonly hiddenAliases?: readonly string[];
};

test('what is known of the commands of heroku is what it says of them', () => {
  const file = join(dirname(herokuProgram()), '../heroku/oclif.manifest.json');
  const { commands } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly commands: Readonly<Record<string, Listed>>;
  };
  const named = (name: string) => (each: Listed) => [...each.aliases, ...(each.hiddenAliases ?? [])].includes(name);
  const { known, now } = commandsNow('heroku', (name) => {
    const found = commands[name] ?? Object.values(commands).find(named(name));
    return found && fromOclif(found);
  });
  expect(now).toEqual(known);
});
