import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type Client, fromOclif } from '../../support/client-commands.ts';
import { herokuProgram } from '../../support/heroku/real-command.ts';

type Listed = Parameters<typeof fromOclif>[0] & {
  readonly aliases: readonly string[];
  readonly hiddenAliases?: readonly string[];
};

test('what is known of the commands of heroku is what it says of them', () => {
  const file = join(dirname(herokuProgram()), '../heroku/oclif.manifest.json');
  const { commands } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly commands: Readonly<Record<string, Listed>>;
  };
  const record = join(import.meta.dirname, '../client-commands.json');
  const { heroku = {} } = JSON.parse(readFileSync(record, 'utf8')) as Readonly<Record<string, Client>>;
  const told = Object.keys(heroku).map((name) => {
    const found =
      commands[name] ??
      Object.values(commands).find((each) => [...each.aliases, ...(each.hiddenAliases ?? [])].includes(name));
    return [name, found && fromOclif(found)];
  });
  expect(Object.fromEntries(told)).toEqual(heroku);
});
