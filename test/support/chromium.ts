import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Debian's Chromium, driven by Playwright. Throws where it is not installed: `npm run setup` does that. */
export async function openChromium(): Promise<Browser> {
  if (!existsSync(executablePath)) throw new Error(`${executablePath} is missing: npm run setup installs it`);
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  const still = ['--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet, ...still] });
}
