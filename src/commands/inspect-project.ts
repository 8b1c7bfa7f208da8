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
  await inspect(dir ?? '.', layoutChoicesOfFlags(options), shown, (text) => void world.stdout.write(text));
};
