import { spawn } from 'node:child_process';

/** Hands a URL, or the path of a page, to the desktop. Where there is none, what was printed is all there is to do. */
export function openInBrowser(url: string): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  spawn(opener, [url], { detached: true, stdio: 'ignore' })
    .on('error', () => {})
    .unref();
}
