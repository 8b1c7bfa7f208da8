import type { Command } from './command.ts';
import { openInBrowser } from './open-in-browser.ts';
import { operate } from './operate.ts';

/** `simple-deploy open [dir]`: the app's URL, on stdout and in the browser where there is one. */
export const command: Command = async (invocation, world) => {
  const { outcome } = await operate(invocation, world, (target) => ({ verb: 'open', ...target }));
  const [url] = outcome.urls;
  if (url !== undefined && world.terminal.canAsk) openInBrowser(url);
};
