import { execFileSync } from 'node:child_process';

/** What pip asks where nothing else is configured. */
const PUBLIC = 'https://pypi.org/simple/';

/** In the order in which pip's own `pip download` takes them. */
const keys = [':env:.index-url', 'download.index-url', 'global.index-url'];

/** The index that pip asks: by its variables and its configuration files, else the public one. */
export function indexAddress(listed = pipConfiguration()): URL {
  const values = new Map(listed.split('\n').map((line) => [line.split('=')[0], /='(.*)'$/.exec(line.trim())?.[1]]));
  const found = keys.map((key) => values.get(key)).find((value) => value !== undefined);
  return new URL((found ?? PUBLIC).replace(/\/*$/, '/'));
}

/** `global.index-url='https://…'`, a line for each; nothing where this Python has no pip. */
function pipConfiguration(): string {
  try {
    return execFileSync('python3', ['-m', 'pip', 'config', 'list'], { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    const variable = process.env['PIP_INDEX_URL'];
    return variable === undefined ? '' : `:env:.index-url='${variable}'`;
  }
}
