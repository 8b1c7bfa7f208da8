import { choicesOfFlags } from './build-choices.ts';
import type { Command } from './command.ts';
import { inspect } from './inspect.ts';

/** `simple-deploy inspect [dir]`: the facts about the project, with their origins. Loads nothing of the engine. */
export const command: Command = async ({ dir, options }, world) => {
  const { manage, settings, python, database } = choicesOfFlags(options);
  const chosen = {
    ...(manage === undefined ? {} : { manage }),
    ...(settings === undefined ? {} : { settings }),
    ...(python === undefined ? {} : { python }),
    ...(database === undefined ? {} : { database }),
  };
  await inspect(dir ?? '.', chosen, { json: options['json'] === true }, (text) => void world.stdout.write(text));
};
