import { basename } from 'node:path';
import { layoutChoicesOfFlags } from './layout-choices.ts';
import type { Command } from './command.ts';
import { inspect } from './inspect.ts';

/** `simple-deploy inspect [dir]`: the facts about the project, with their origins. Loads nothing of the engine. */
export const command: Command = async ({ dir, options }, world) => {
  const { isTTY, columns } = world.stdout as { readonly isTTY?: boolean; readonly columns?: number };
  const shown = {
    json: options['json'] === true,
    explain: options['explain'] === true,
    columns: isTTY === true ? columns : undefined,
  };
  await inspect(dir ?? '.', layoutChoicesOfFlags(options), shown, {
    out: (text) => void world.stdout.write(text),
    redact: world.redactor.redact,
    build: buildOf(import.meta.url),
  });
};

/** The bundle's files are named after their content, and after that of what they load; sources are not. */
function buildOf(url: string): string | undefined {
  return /-[\w-]{8}\.cjs$/.test(url) ? basename(url) : undefined;
}
