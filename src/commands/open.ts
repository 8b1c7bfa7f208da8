import { spawn } from 'node:child_process';
import type { Command } from './command.ts';
import { operate } from './operate.ts';

/** `simple-deploy open [dir]`: the app's URL, on stdout and in the browser where there is one. */
export const command: Command = async (invocation, world) => {
  const { outcome } = await operate(invocation, world, (target) => ({ verb: 'open', ...target }));
  const [url] = outcome.urls;
  if (url !== undefined && world.terminal.canAsk) openBrowser(url);
};

/** Hands the URL to the desktop. Where there is none, the URL that was printed is all there is to do. */
function openBrowser(url: string): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  spawn(opener, [url], { detached: true, stdio: 'ignore' })
    .on('error', () => {})
    .unref();
}
